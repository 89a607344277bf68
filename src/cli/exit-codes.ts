/** What the process's exit code tells. Scripts depend on it: a number never changes its meaning. */
export const ExitCode = {
  Done: 0,
  Failed: 1,
  Usage: 2,
  CannotReach: 3,
  NoSuchDrain: 4,
  Refused: 5,
  NoAnswer: 6,
  NotDrained: 7,
  NotSetUp: 8,
  Unhealthy: 9,
  Interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export const exitCodeMeanings: Readonly<Record<ExitCode, string>> = {
  0: 'done',
  1: 'something unexpected',
  2: 'the command line or a setting is not usable; nothing was sent',
  3: 'Temporal cannot be reached, or has no such namespace',
  4: 'no drain of that instance',
  5: 'refused: by the drain, or by you when asked',
  6: 'no answer in time: what was asked for may still be done',
  7: 'start --wait: the drain ended in another way than drained',
  8: 'the namespace does not know the search attributes: ecs-drain setup',
  9: 'doctor: something has to be fixed',
  130: 'interrupted while waiting; what was asked for goes on',
};

/** For the help: one line a code. */
export const exitCodeTable = (): string =>
  Object.entries(exitCodeMeanings)
    .map(([code, meaning]) => `  ${code.padEnd(4)} ${meaning}`)
    .join('\n');
