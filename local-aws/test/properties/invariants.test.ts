import fc from 'fast-check';
import { createWorld, type RuleName, startLocalAws, steppedClock } from '../../src/index';
import { createCaller } from './caller';
import { violations } from './invariants';
import type { Step } from './step';
import { anySteps } from './steps';
import { take } from './take';

jest.setTimeout(120_000);

/** A world with something of everything, the steps taken in it one after the other, and what is broken after each. */
async function brokenBy(steps: readonly Step[], off: readonly RuleName[] = []): Promise<string[]> {
  const clock = steppedClock();
  const aws = await startLocalAws({ clock, throttling: false, rules: { off } });
  const caller = createCaller(aws);
  try {
    createWorld(aws, {
      cluster: 'demo',
      instances: 3,
      maxSize: 5,
      instanceCpu: 1000,
      hooks: [
        { name: 'drain', heartbeatTimeoutSeconds: 300 },
        { name: 'other', defaultResult: 'CONTINUE' },
      ],
      services: [{ name: 'web', desiredCount: 4, cpu: 200, stopSeconds: 5 }, { name: 'logs' }],
      selfStarted: { agent: { stopSeconds: 1 } },
      standalone: [
        { family: 'slow', startSeconds: 10, ignoreSigterm: true },
        { family: 'short', runSeconds: 45, cpu: 300 },
      ],
    });
    for (const step of steps) {
      const broken = await take(step, { aws, clock, caller });
      if (broken.length > 0) return broken;
    }
    const between = await violations(aws, caller);
    if (between.length > 0) return between;
    // What was under way has come to an end, and is still explained.
    clock.advanceBy(3 * 3_600_000);
    return await violations(aws, caller);
  } finally {
    caller.close();
    await aws.close();
  }
}

const runs = { numRuns: 100, endOnFailure: true };

const told = anySteps.map((taken) =>
  Object.assign(taken, { [fc.toStringMethod]: () => taken.map(({ what }) => what).join('\n') }),
);

it('keeps its invariants whatever is called, struck and waited for', async () => {
  await fc.assert(
    fc.asyncProperty(told, async (taken) => {
      expect(await brokenBy(taken)).toEqual([]);
    }),
    runs,
  );
});

describe('would notice', () => {
  it.each<[RuleName, string]>([
    ['draining-places-nothing', 'placed on an instance that is DRAINING'],
    ['counts-are-of-desired-running', 'running tasks'],
    ['host-termination-stops-tasks', 'is on'],
    ['actions-end-once', 'had no effect'],
    ['tokens-name-one-action', 'did not name'],
    ['capacity-keeps-its-bounds', 'group demo wants'],
  ])('that %s does not hold', async (rule, complaint) => {
    const found: string[] = [];
    const { failed } = await fc.check(
      fc.asyncProperty(anySteps, async (taken) => {
        found.push(...(await brokenBy(taken, [rule])));
        return found.length === 0;
      }),
      { numRuns: 300, seed: 1, endOnFailure: true },
    );
    expect({ failed, found: found.join('; ') }).toMatchObject({ failed: true });
    expect(found.join('; ')).toContain(complaint);
  });
});
