import { digest } from '../support/digest';
import { worldRefused } from './other-steps';
import type { Ground, Step } from './step';

/** Takes a step, and says what was wrong with it: bounds that were left, something that a refusal changed. */
export async function take({ what, run }: Step, ground: Ground): Promise<string[]> {
  const { aws, clock } = ground;
  // What was set off before happens now, so that it is not taken for an effect of this step.
  clock.runDue();
  const before = digest(aws);
  const seq = aws.record.entries.length;
  const answer = await run(ground);
  const refusals = aws.record.entries
    .slice(seq)
    .flatMap((e) => (e.kind === 'call' && e.outcome.kind === 'error' && !e.fault ? e.outcome.message : []));
  const isRefused = answer === worldRefused || refusals.length > 0;
  const changed = isRefused ? digest(aws).filter((each, at) => each !== before[at]) : [];
  const isChanged = changed.length > 0 || (isRefused && digest(aws).length !== before.length);
  return [
    ...(isChanged
      ? [`${what} was refused (${refusals.join()}) and changed ${changed.join().slice(0, 200)}`]
      : []),
    ...[...aws.autoScaling.groups.values()].flatMap(({ name, minSize, desiredCapacity, maxSize }) =>
      minSize <= desiredCapacity && desiredCapacity <= maxSize
        ? []
        : [`${what}: group ${name} wants ${desiredCapacity}, not ${minSize} to ${maxSize}`],
    ),
  ];
}
