import type { Entry } from '../../format/message-of';

/** How a drain ended. `meaning` and `remedy` are Markdown for the docs; `message` is what the status and the outcome message say. */
export const outcomes = {
  drained: {
    meaning: 'Every task stopped, and the drain completed the lifecycle action with CONTINUE.',
    message: 'drained: every task stopped, the lifecycle action was completed with CONTINUE',
    remedy: 'Nothing.',
  },
  'drained-without-hook': {
    meaning: 'Every task stopped before EC2 reclaims the instance. No hook of ours waited.',
    message:
      'drained before EC2 reclaims the instance: every task stopped; a lifecycle action that comes later has a drain of its own',
    remedy: 'Nothing. A lifecycle action that comes later has a drain of its own.',
  },
  'drained-on-request': {
    meaning: 'Every task stopped, as an operator requested. The instance stays DRAINING.',
    message: 'drained as requested: every task stopped, the instance stays DRAINING',
    remedy:
      'Do what you drained the instance for. Then set the container instance to ACTIVE, or terminate the instance: the sweep reports orphaned draining instances.',
  },
  'returned-to-active': {
    meaning: 'Every task stopped, as an operator requested, and the instance is ACTIVE again.',
    message: 'drained as requested: every task stopped, and the instance is ACTIVE again',
    remedy: 'Nothing.',
  },
  'deadline-reached': {
    meaning:
      'The deadline came before the last task stopped. The drain completed the lifecycle action, if there was one, with CONTINUE.',
    message: 'the deadline came before the last task had stopped',
    remedy:
      'A task ran longer than allowed and was cut short. `describe` shows which: raise the deadline, shorten the task, or fix what kept it from moving.',
  },
  released: {
    meaning:
      'An operator released the instance. The drain completed the lifecycle action, if there was one, with CONTINUE, whatever still ran.',
    message: 'released by an operator before the last task had stopped',
    remedy: 'Nothing: an operator released it.',
  },
  abandoned: {
    meaning:
      'The deadline came before the last task stopped. The drain completed the lifecycle action with ABANDON.',
    message:
      'the deadline came before the last task had stopped; the lifecycle action was completed with ABANDON',
    remedy: 'The instance stays, and costs, until you terminate it. Investigate it, then terminate it.',
  },
  'agent-lost': {
    meaning:
      'The agent was disconnected for too long. The drain completed the lifecycle action, if there was one, with CONTINUE.',
    message: 'the agent was disconnected for too long to wait for what still ran',
    remedy: 'What ran on the host may have been cut short. Find out why agents disconnect.',
  },
  'not-in-cluster': {
    meaning:
      'The instance was in no cluster. The drain completed the lifecycle action, if there was one, with CONTINUE.',
    message: 'the instance was in no cluster: there was nothing to drain',
    remedy:
      'Nothing if the instance never joined a cluster. Otherwise correct `ECS_DRAIN_CLUSTERS`: its tasks were not drained.',
  },
  'already-leaving': {
    meaning: 'The instance left its termination hook without us.',
    message: 'the instance had left its termination hook without us',
    remedy:
      'The hook timed out, or another tool completed it. Tasks that ran were cut short: raise the timeout of the hook, check that workers run, and look for another tool.',
  },
  'instance-gone': {
    meaning: 'Auto Scaling does not know the instance.',
    message: 'Auto Scaling does not know the instance (any more)',
    remedy: 'Nothing: it was gone before the first observation, or the message was about another account.',
  },
  retained: {
    meaning: 'Auto Scaling retains the instance after an ABANDON.',
    message: 'Auto Scaling retains the instance after an ABANDON',
    remedy: 'As for `abandoned`: investigate the instance, then terminate it.',
  },
  'not-terminating': {
    meaning: 'Neither Auto Scaling nor, where it was asked, EC2 terminates the instance.',
    message: 'the instance is not being terminated',
    remedy: 'Nothing was touched. If there are many, check who may publish to the topic.',
  },
  'group-not-allowed': {
    meaning: 'The group of the instance is not among those that the worker drains.',
    message: "the instance's group is not among ECS_DRAIN_GROUPS: nothing was touched",
    remedy: 'Nothing was touched. If the group should be drained, add it to `ECS_DRAIN_GROUPS`.',
  },
  'not-our-hook': {
    meaning: 'The messages named no lifecycle hook of ours.',
    message: 'no lifecycle hook of ours was named',
    remedy:
      'Nothing was touched. If the hook is yours, add what it notifies to `ECS_DRAIN_NOTIFICATION_TARGETS`.',
  },
  'completed-elsewhere': {
    meaning:
      'AWS knows no active lifecycle action of ours: another tool completed it. The instance waits for another hook.',
    message: 'another tool completed our lifecycle action',
    remedy: 'Find out what completes your hooks: an older tool, a script.',
  },
  cancelled: {
    meaning: 'An operator cancelled the drain.',
    message: 'cancelled by an operator: nothing more is done',
    remedy:
      'The hook of the instance times out, unless `onCancel` is `continue`. If the cancel was a mistake, `ecs-drain start` drains the instance again.',
  },
  'cancelled-while-paused': {
    meaning: 'An operator cancelled the drain while all drains were paused, so its last action was not sent.',
    message:
      'cancelled by an operator while all drains were paused: its last action, back to ACTIVE or the completion, was not sent',
    remedy:
      'After `resume-all` check the instance: it may still be DRAINING, or wait for its hook to time out.',
  },
  planned: {
    meaning: 'An operator requested the drain in shadow mode. It planned what it can foresee.',
    message: 'planned as requested, in shadow mode: nothing was touched',
    remedy: 'Nothing: in shadow mode nothing is touched. `describe` shows the plan.',
  },
  'nothing-asked': {
    meaning: 'The workflow was started without a notice.',
    message: 'the drain was started without a notice',
    remedy: 'Nothing: the workflow was started by hand, without a signal. Use `ecs-drain start`.',
  },
} as const satisfies Readonly<Record<string, Entry & { readonly remedy: string }>>;

export type Outcome = keyof typeof outcomes;
