import type { Entry } from '../../format/message-of';

/**
 * Why the last pass did what it did. `meaning` and `remedy`, what an operator does about it, are Markdown for the docs; `message` is
 * what the status says.
 */
export const reasons = {
  NotYetWaiting: {
    meaning: 'The instance is `Terminating` and has not reached its termination hook (`Terminating:Wait`).',
    message: 'the instance is on its way to its termination hook',
    remedy: 'Nothing: Auto Scaling moves the instance into its hook within moments.',
  },
  NotTerminating: {
    meaning:
      'Auto Scaling reports that the instance is not being terminated. The drain ends once this is confirmed after the grace.',
    message: 'Auto Scaling is not terminating the instance; nothing is touched',
    remedy:
      'Nothing: the drain ends by itself and touches nothing. If there are many, messages are forged or come from groups without a termination hook: check who may publish to the topic.',
  },
  NotInGroup: {
    meaning:
      'Auto Scaling does not know the instance. The drain ends once this is confirmed after the grace.',
    message: 'Auto Scaling does not know the instance; nothing is touched',
    remedy:
      'Nothing: the drain ends by itself. If the instance is in a group, the message came through a topic of another [account or Region](configuration.md#several-accounts-and-regions).',
  },
  NotReclaimed: {
    meaning:
      'EC2 reports that it does not reclaim the instance. The drain ends once this is confirmed after the grace.',
    message: 'EC2 does not reclaim the instance; nothing is touched',
    remedy: 'Nothing: the drain ends by itself and touches nothing.',
  },
  HookNotSeen: {
    meaning: 'The lifecycle hook has not been read yet, so the drain cannot tell whether it is ours.',
    message: 'the lifecycle hook could not be read yet; nothing is touched',
    remedy:
      'If it lasts, the conditions name the call that fails: see `AccessDenied` and `AwsUnreachable`. Heartbeats keep the hook alive if the role may send them.',
  },
  NoActiveAction: {
    meaning:
      'AWS knows no active lifecycle action of ours, but the instance still waits. The drain ends once this is confirmed after the grace.',
    message: 'AWS knows no active lifecycle action of ours here',
    remedy:
      'Nothing: another tool completed the lifecycle action, or it timed out. If this happens often, find the tool: an older drain tool or a script.',
  },
  AllPaused: {
    meaning: 'An operator paused all drains of the account and Region.',
    message: 'all drains are paused: nothing is set, stopped or completed; hooks are kept alive',
    remedy:
      '`describe` shows who paused and why. When that is over: `ecs-drain resume-all --reason "it is over"`. Heartbeats keep a hook alive only up to its global timeout.',
  },
  Releasing: {
    meaning: 'An operator released the instance. The drain completes the lifecycle action now.',
    message: 'released by an operator; completing the lifecycle action with CONTINUE',
    remedy: 'Nothing. If it lasts, the conditions name the call that fails.',
  },
  Paused: {
    meaning: 'An operator paused the drain.',
    message:
      'paused by an operator: the drain sets, stops and completes nothing; ECS goes on moving services',
    remedy:
      'Ask the operator whom `describe` names. Then `ecs-drain resume i-0123456789abcdef0 --reason "the investigation is over"`, or `release`, or `cancel`. Heartbeats keep the hook alive only up to its global timeout.',
  },
  DeadlineReached: {
    meaning: 'The deadline is reached. The drain completes the lifecycle action, whatever still runs.',
    message: 'the deadline is reached; completing the lifecycle action',
    remedy:
      'It is too late for this instance. `describe` shows which tasks were left: fix what kept them, or give the group a longer `deadlineSeconds`.',
  },
  CannotSee: {
    meaning: 'AWS does not answer a question that the next step depends on.',
    message: 'AWS does not answer what the next step needs to know',
    remedy:
      'The conditions name the call and the error: see `AwsUnreachable` and `AccessDenied`. The drain continues once AWS answers.',
  },
  NotInCluster: {
    meaning:
      'No candidate cluster has the instance. The drain goes on once this is confirmed after the grace.',
    message: 'no cluster has the instance',
    remedy:
      'Nothing if the instance never joined a cluster. If it did, one of these is wrong: `ECS_DRAIN_CLUSTERS`, the `cluster` in the metadata of the hook, or the Region of the worker.',
  },
  TasksProtected: {
    meaning: 'Tasks are in scale-in protection. The drain sets DRAINING when the protection ends.',
    message: 'tasks are protected from being stopped; DRAINING is held back',
    remedy:
      'Wait: the protection ends when its task ends it, or at the time that `describe` shows. To drain anyway, set `protectedTasks` to `override`, or end the protection in the task.',
  },
  AwaitingPermit: {
    meaning: 'The maximum number of drains acts in the cluster. This drain waits for its permit.',
    message: 'the maximum number of drains acts in the cluster; waiting for a permit',
    remedy:
      'Wait, or raise `ECS_DRAIN_MAX_CONCURRENT_DRAINS`. `ecs-drain list --phase wait-for-tasks` shows the drains that have a permit: fix those that are blocked.',
  },
  Registering: {
    meaning: 'The container instance is still registering with its cluster.',
    message: 'the container instance is still registering',
    remedy: 'Wait. If it lasts for minutes, check the ECS agent on the instance.',
  },
  SettingDraining: {
    meaning: 'The container instance is ACTIVE. The drain sets it to DRAINING.',
    message: 'setting the container instance to DRAINING',
    remedy: 'Nothing. If it lasts, the conditions name the call that fails.',
  },
  AwaitingDraining: {
    meaning: 'The drain set DRAINING, and ECS does not show it yet.',
    message: 'DRAINING was set and does not show yet',
    remedy: 'Nothing: ECS shows it within seconds.',
  },
  SetBackToActive: {
    meaning:
      'The instance is not being terminated, and an operator set it back to ACTIVE. The drain pauses until it is DRAINING again.',
    message: 'an operator set the instance back to ACTIVE; paused until it is DRAINING again',
    remedy:
      'To continue, set the container instance to DRAINING. To end the drain, `ecs-drain cancel i-0123456789abcdef0 --reason "not now"`.',
  },
  AgentLost: {
    meaning:
      'The agent has been disconnected for longer than its grace, and `onAgentLost` is `continue`. The drain completes the lifecycle action.',
    message: 'the agent has been disconnected for too long; completing the lifecycle action with CONTINUE',
    remedy: 'Nothing: `onAgentLost` is `continue`. What ran on the host may have been cut short.',
  },
  TasksRunning: {
    meaning: 'Tasks other than daemons are not STOPPED yet.',
    message: 'waiting for tasks to stop',
    remedy:
      'The usual state. `describe` shows what each task waits for. `NoRoomToMove` and `NoReplacement` are yours to fix. A standalone task that never ends needs `standaloneGraceSeconds` or a rule. To stop a task now, `aws ecs stop-task`; to let the instance go now, `release`.',
  },
  StoppingByRule: {
    meaning: 'The time of a task rule has come. The drain stops the tasks of the rule.',
    message: 'stopping tasks, as a task rule says',
    remedy: 'Nothing: a rule of yours says so.',
  },
  StoppingForDeadline: {
    meaning: 'The deadline leaves just the time for a clean stop. The drain stops tasks.',
    message: 'the deadline leaves just the time for a clean stop; stopping tasks',
    remedy:
      'Nothing. Next time, before tasks are stopped: `ecs-drain extend i-0123456789abcdef0 --for 30m --reason "the nightly job"`. A stop cannot be taken back.',
  },
  StoppingSelfStarted: {
    meaning: 'Only daemons are left. The drain stops the tasks that the instance started for itself.',
    message: 'only daemons are left; stopping what the instance started for itself',
    remedy: 'Nothing: only daemons are left.',
  },
  AwaitingDaemons: {
    meaning: 'Only tasks of DAEMON services are left. ECS stops them.',
    message: 'only tasks of DAEMON services are left; ECS stops them',
    remedy: 'Nothing: ECS stops the tasks of DAEMON services some seconds after the others.',
  },
  TasksStopping: {
    meaning: 'All tasks, or all but daemons, are stopping and have not stopped yet.',
    message: 'waiting for tasks that are stopping',
    remedy: 'Wait: `describe` shows until when. After that the condition `IgnoresSigterm` is raised.',
  },
  TasksUnaccounted: {
    meaning: 'ECS counts tasks on the instance that no listing showed.',
    message: 'ECS counts tasks that no listing showed; listing again',
    remedy:
      'Nothing at first: ECS is eventually consistent. If it lasts for minutes, compare `aws ecs list-tasks --container-instance` with the count of the container instance. A restart of the ECS agent fixes it.',
  },
  ListingAgain: {
    meaning: 'Every known task has stopped. The drain lists once more to see that there is no other.',
    message: 'every known task has stopped; listing once more',
    remedy: 'Nothing: this is the last observation before the end.',
  },
  Completing: {
    meaning: 'Nothing is left. The drain completes the lifecycle action.',
    message: 'nothing is left; completing the lifecycle action with CONTINUE',
    remedy: 'Nothing. If it lasts, the conditions name the call that fails.',
  },
  ReturningToActive: {
    meaning: 'The instance is drained. The drain sets it back to ACTIVE, as the operator requested.',
    message: 'drained; setting the container instance back to ACTIVE',
    remedy: 'Nothing.',
  },
  Ended: {
    meaning: 'The drain is over.',
    message: 'the drain is over',
    remedy: 'Nothing: the outcome shows how it ended.',
  },
} as const satisfies Readonly<Record<string, Entry & { readonly remedy: string }>>;

export type Reason = keyof typeof reasons;
