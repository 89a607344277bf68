import type { Outcome } from '../../src/domain/reasons';

/** What a person does about a drain that ended so: in Markdown, for docs/runbook.md. */
export const whatToDoAfter: Readonly<Record<Outcome, string>> = {
  drained: 'Nothing.',
  'drained-without-hook': 'Nothing. A lifecycle hook that comes later has a drain of its own.',
  'drained-on-request':
    'What you wanted it for. Afterwards set the container instance to ACTIVE, or terminate it: the sweep reminds of those that are forgotten.',
  'returned-to-active': 'Nothing.',
  'deadline-reached':
    'Something ran longer than was allowed and was cut short. `describe` shows what: raise the deadline, shorten the task, or fix what kept it from moving.',
  released: 'Nothing: a person let it go.',
  abandoned: 'The instance stays, and costs, until you terminate it: look at it, then terminate it.',
  'agent-lost': 'What ran on the host may have been cut short. Find out why agents are lost.',
  'not-in-cluster':
    'Nothing for an instance that never joined a cluster. Else correct `ECS_DRAIN_CLUSTERS`: its tasks were not drained.',
  'already-leaving':
    'The hook timed out or somebody else completed it. If tasks ran, they were cut short: raise the timeout of the hook, see that workers run, look for another tool.',
  'instance-gone': 'Nothing: it left before anybody looked, or the message was of another account.',
  retained: 'As `abandoned`: terminate it when you have seen what you want to see.',
  'not-terminating': 'Nothing was touched. See who may publish to the topic if there are many.',
  'group-not-allowed': 'Nothing was touched. Add the group to `ECS_DRAIN_GROUPS` if it should be drained.',
  'not-our-hook':
    'Nothing was touched. If the hook is yours, add what it notifies to `ECS_DRAIN_NOTIFICATION_TARGETS`.',
  'completed-elsewhere': 'Find out who completes your hooks: an older tool, a script.',
  cancelled:
    'The instance is left to the time-out of its hook, unless `onCancel` is `continue`. Start it again with `ecs-drain start` if that was a mistake.',
  'cancelled-while-paused':
    'After `resume-all` see to the instance yourself: it may be DRAINING still, or wait for its hook to time out.',
  planned: 'Nothing: a shadow touches nothing. Its page has the plan.',
  'nothing-asked': 'Nothing: somebody started the workflow by hand, without a signal. Use `ecs-drain start`.',
};
