import type { Entry } from '../../format/message-of';

/** What a task that is left waits for. `meaning` is Markdown for the docs; `message` is what the status says. */
export const taskWaits = {
  Skipped: { meaning: 'A task rule skips the task: the drain does not wait for it.', message: 'skipped' },
  InStopTimeout: {
    meaning: 'The task is stopping, and its targets and containers still have time.',
    message: 'stopping',
  },
  IgnoresSigterm: {
    meaning: 'The task is stopping and has outlived its stop timeout.',
    message: 'stopping, and outlives its stop timeout',
  },
  AgentDisconnected: {
    meaning: 'The agent of the host is disconnected: the task can neither stop nor be reported.',
    message: 'its agent is disconnected',
  },
  NoReplacement: {
    meaning: 'Its service cannot place a task elsewhere.',
    message: 'its service cannot place another',
  },
  NoRoomToMove: {
    meaning: 'Its service may have neither fewer nor more tasks.',
    message: 'its service may have neither fewer nor more tasks',
  },
  StillServing: {
    meaning: 'The task still serves: ECS has not replaced it yet.',
    message: 'still serving',
  },
  RunsToItsEnd: { meaning: 'The task runs until it ends by itself.', message: 'runs to its end' },
  HasGrace: { meaning: 'A task rule gives the task some more time.', message: 'has some time left' },
  AwaitsLowerOrder: {
    meaning: 'A task rule stops tasks of a lower order first.',
    message: 'waits for tasks of a lower order',
  },
  GoesLast: { meaning: 'The task is a daemon, and daemons go last.', message: 'goes last' },
} as const satisfies Readonly<Record<string, Entry>>;

export type TaskWait = keyof typeof taskWaits;
