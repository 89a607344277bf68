import type { Reason } from '../../src/domain/reasons';

/** What a person on call does about a drain that stands there: in Markdown, for docs/runbook.md. */
export const whatToDoAbout: Readonly<Record<Reason, string>> = {
  NotYetWaiting: 'Nothing: Auto Scaling brings the instance into its hook within moments.',
  NotTerminating:
    'Nothing: the drain ends by itself, and nothing is touched. Many of these are messages that are made up, or of groups that have no termination hook: see who may publish to the topic.',
  NotInGroup:
    'Nothing: the drain ends by itself. If the instance is in a group, the message came through the topic of another account or Region: [places](configuration.md#several-accounts-and-regions).',
  NotReclaimed: 'Nothing: the drain ends by itself, and nothing is touched.',
  HookNotSeen:
    'If it lasts, the conditions say which call fails: as for `AccessDenied` and `AwsUnreachable`. The hook is kept alive meanwhile where that is allowed.',
  NoActiveAction:
    'Nothing: somebody else completed or ended the lifecycle action. If it happens often, something else completes our hooks: an older drain tool, a script.',
  AllPaused:
    'Find out from `describe` who paused and why. When that is over: `ecs-drain resume-all --reason "it is over"`. Hooks are kept alive up to their global timeout only.',
  Releasing: 'Nothing: a person wanted it. If it stays so, the conditions say which call fails.',
  Paused:
    'Ask the person that `describe` names. Then `ecs-drain resume i-0123456789abcdef0 --reason "the look is over"`, or `release`, or `cancel`. The hook is kept alive up to its global timeout only.',
  DeadlineReached:
    'Nothing can be won any more. Look with `describe` which tasks were left, and fix what kept them, or give the group a longer `deadlineSeconds`.',
  CannotSee:
    'The conditions name the call and the error: as for `AwsUnreachable` and `AccessDenied`. The drain goes on by itself once AWS answers.',
  NotInCluster:
    'Nothing for an instance that never joined a cluster. If it is in one: `ECS_DRAIN_CLUSTERS`, the `cluster` in the metadata of the hook, or the Region of the worker is wrong.',
  TasksProtected:
    'Wait: the protection ends when its task says so, or at the time that `describe` shows. To drain anyway set `protectedTasks` to `override`, or end the protection in the task.',
  AwaitingPermit:
    'Wait, or raise `ECS_DRAIN_MAX_CONCURRENT_DRAINS`. `ecs-drain list --phase wait-for-tasks` shows the drains that have a permit: fix those that are blocked.',
  Registering: 'Wait. If it lasts for minutes, look at the ECS agent on the instance.',
  SettingDraining: 'Nothing. If it stays so, the conditions say which call fails.',
  AwaitingDraining: 'Nothing: ECS shows it within seconds.',
  SetBackToActive:
    'A person did that, to an instance that nobody terminates. Set it to DRAINING again to go on, or `ecs-drain cancel i-0123456789abcdef0 --reason "not now"`.',
  AgentLost: 'Nothing: `onAgentLost` is `continue`. What ran on the host may have been cut short.',
  TasksRunning:
    'The usual state. `describe` says of each task what it waits for. `NoRoomToMove` and `NoReplacement` are yours to fix; a standalone task that never ends wants `standaloneGraceSeconds` or a rule. At once: stop the task with `aws ecs stop-task`, or `release` the instance.',
  StoppingByRule: 'Nothing: a rule of yours says so.',
  StoppingForDeadline:
    'Nothing, or `ecs-drain extend i-0123456789abcdef0 --for 30m --reason "the nightly job"` before it happens. Tasks that were told to stop do stop.',
  StoppingSelfStarted: 'Nothing: only daemons are left.',
  AwaitingDaemons:
    'Nothing: ECS stops the tasks of DAEMON services by itself, some seconds after the others.',
  TasksStopping: 'Wait: `describe` says until when. Past that time the condition `IgnoresSigterm` holds.',
  TasksUnaccounted:
    'Nothing at first: ECS is behind itself. If it lasts for minutes, compare `aws ecs list-tasks --container-instance` with the count of the container instance; a restart of the ECS agent fixes it.',
  ListingAgain: 'Nothing: the last observation before the end.',
  Completing: 'Nothing. If it stays so, the conditions say which call fails.',
  ReturningToActive: 'Nothing.',
  Ended: 'Nothing: the outcome says how.',
};
