import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drainSearchAttributes } from '../../dev/temporal/drain-search-attributes';
import { startTemporalServer } from '../../dev/temporal/temporal-server';
import { buildStarter } from '../../scripts/build-starter/build';
import { HandlerProcess } from './process';

const PAIRS = 9;
const WARM_STARTS = 40;
const UNCOUNTED_STARTS = 5;
const RATIO_GOAL = 1.3;
const BYTES_GOAL = 1_800_000;

interface Pair {
  readonly ours: number;
  readonly bare: number;
}

/**
 * The bundled starter beside a bare client that is bundled the same way: fresh processes, one real server, in permits. Cold: loading,
 * connecting and the first start. Warm: each further one, every time for an instance that has no drain yet.
 */
export async function benchStarter(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-drain-bench-'));
  const server = await startTemporalServer({ searchAttributes: drainSearchAttributes });
  try {
    const ours = await buildStarter({ outdir: join(folder, 'ours') });
    const bare = await buildStarter({ entry: join(__dirname, 'bare.ts'), outdir: join(folder, 'bare') });
    const cold: Pair[] = [];
    const warm: Pair[] = [];
    for (let pair = 0; pair <= PAIRS; pair += 1) {
      const processes = {
        ours: new HandlerProcess(ours.path, server.address),
        bare: new HandlerProcess(bare.path, server.address),
      };
      const first = await inTurns(processes, pair);
      if (pair > 0) cold.push(first); // the first pair finds the files in no cache
      for (let start = 0; start < UNCOUNTED_STARTS; start += 1) await inTurns(processes, start);
      if (pair > 0)
        for (let start = 0; start < WARM_STARTS; start += 1) warm.push(await inTurns(processes, start));
      await Promise.all([processes.ours.stop(), processes.bare.stop()]);
    }
    return {
      bundle: { bytes: ours.bytes, bareBytes: bare.bytes, goalBytes: BYTES_GOAL },
      cold: compared(cold),
      warm: compared(warm),
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

/** One start each, at one time the one first, at another the other. */
async function inTurns(processes: Record<keyof Pair, HandlerProcess>, turn: number): Promise<Pair> {
  if (turn % 2 === 0) {
    const ours = await processes.ours.invoke(terminating());
    return { ours, bare: await processes.bare.invoke(terminating()) };
  }
  const bare = await processes.bare.invoke(terminating());
  return { ours: await processes.ours.invoke(terminating()), bare };
}

/** SNS's event that an instance waits in its hook, one that was never heard of before. */
const terminating = () => ({
  Records: [
    {
      EventSource: 'aws:sns',
      Sns: {
        Type: 'Notification',
        MessageId: randomUUID(),
        TopicArn: 'arn:aws:sns:eu-central-1:123456789012:leaving',
        Timestamp: new Date().toISOString(),
        Message: JSON.stringify({
          LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
          AutoScalingGroupName: 'web',
          LifecycleHookName: 'drain',
          LifecycleActionToken: randomUUID(),
          EC2InstanceId: `i-0${randomBytes(8).toString('hex')}`,
        }),
      },
    },
  ],
});

function compared(pairs: readonly Pair[]): object {
  const ratios = pairs.map(({ ours, bare }) => ours / bare);
  return {
    pairs: pairs.length,
    ms: twoDigits(median(pairs.map(({ ours }) => ours))),
    bareMs: twoDigits(median(pairs.map(({ bare }) => bare))),
    ratio: twoDigits(median(ratios)),
    goal: RATIO_GOAL,
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const twoDigits = (value: number): number => Math.round(value * 100) / 100;
