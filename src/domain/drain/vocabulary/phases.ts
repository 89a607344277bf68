/**
 * Where a drain is: the step that decided the last pass, in the order of the steps; before them the phase before the first decision,
 * and after them those of a drain that is over. `meaning` is Markdown for the docs.
 */
export const phases = {
  starting: { meaning: 'No decision has been made yet.' },
  confirm: {
    meaning:
      'Confirms that Auto Scaling, EC2 or an operator wants the instance drained, that its group is one that we drain, and that the hook is ours to complete. Before that the drain touches nothing but, at most, the timeout of a hook that may be ours. Once confirmed, the drain continues while Auto Scaling does not answer: an instance never returns from its termination hook.',
  },
  'all-paused': {
    meaning:
      'Waits while an operator pauses all drains of the account and Region. No drain sets, stops or completes anything, not even at a deadline or for a release. Heartbeats go on. The drain also waits while the pause cannot be read.',
  },
  release: { meaning: 'Completes the lifecycle action now if an operator released the instance.' },
  paused: {
    meaning:
      'Waits while an operator pauses the drain. It sets, stops and completes nothing, not even at the deadline. Heartbeats go on, and ECS goes on moving services once the instance is DRAINING. Before DRAINING the drain returns its permit.',
  },
  deadline: {
    meaning:
      'Ends the drain at its deadline, or just before the global timeout of the hook. Tasks that still run are cut short.',
  },
  locate: {
    meaning:
      'Finds the container instance. If no cluster has it, confirmed after the grace, or EC2 reports the machine as off, the drain completes the lifecycle action.',
  },
  protect: {
    meaning:
      'Holds DRAINING back while tasks are in scale-in protection, if the spec says so: DRAINING would stop them. Ends when the protection ends, when the deadline leaves just the time for stops, or when EC2 reclaims the instance. New tasks may be placed meanwhile.',
  },
  permit: {
    meaning:
      'Waits for a permit if the spec limits how many drains act in a cluster. Does not wait once the deadline leaves just the time for stops, nor when EC2 reclaims the instance. An instance that is DRAINING needs no permit, nor does a drain in shadow mode.',
  },
  'set-draining': {
    meaning:
      'Sets the container instance to DRAINING, so that ECS places no new task on it. An instance that is being terminated is set again whenever it is ACTIVE. On any other, an operator may set it back to ACTIVE, and the drain pauses.',
  },
  agent: {
    meaning:
      'Checks the ECS agent: without it no task stops and nothing is reported. The drain waits for it until the deadline, unless the spec gives up on it after the grace.',
  },
  'wait-for-tasks': {
    meaning:
      'Waits until every task except daemons has stopped. There is no time limit unless a deadline is set. Stops the tasks that a rule or the deadline wants stopped when their time has come, daemons included.',
  },
  'stop-daemons': {
    meaning: 'Stops the tasks that the instance started for itself, once only daemons are left.',
  },
  'verify-empty': {
    meaning:
      'Verifies that every task is STOPPED and that a later listing shows no other. A running count of 0 proves nothing: ECS does not count tasks in their stop timeout.',
  },
  complete: {
    meaning:
      'Completes the lifecycle actions, hook by hook, or does what the operator requested for afterwards.',
  },
  ended: { meaning: 'The drain is over: see its outcome.' },
  cancelled: { meaning: 'An operator cancelled the drain.' },
} as const satisfies Readonly<Record<string, { readonly meaning: string }>>;

export type Phase = keyof typeof phases;

export type StepName = Exclude<Phase, 'starting' | 'ended' | 'cancelled'>;
