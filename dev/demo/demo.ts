import type { Cleanup } from './cleanup';
import { colorsFor } from './line';
import { milestoneTable } from './milestones';
import type { DemoOptions } from './options';
import { quietLogs } from './quiet';
import type { Reporter } from './reporter';
import { setStage, type Stage } from './stage';
import { summaryLines } from './summary';
import { endingsOf } from './endings';
import { judge, type Verdict } from './verdict';
import { watchDrains } from './watch';
import { buildWorld, clusterName, hookName, terminate } from './world';

export interface Played {
  readonly stage: Stage;
  readonly result: Verdict;
}

/** The whole story: set the stage, terminate instances, watch them drain, judge. What it starts it leaves to `cleanup`. */
export async function playDemo(options: DemoOptions, reporter: Reporter, cleanup: Cleanup): Promise<Played> {
  const logger = quietLogs((text) => reporter.say(text));
  const stage = await setStage(cleanup, logger, (text) => reporter.say(text));
  const { temporal, stack } = stage;
  const { record } = stack.aws;

  const world = await buildWorld(stack, options.instances);
  const total = world.instanceIds.length;
  reporter.say(`Cluster            ${clusterName}, ${total} container instances at work\n`);
  const beganAt = Date.now();
  const { leaving } = world;
  reporter.say(`Auto Scaling is told to terminate ${leaving.length} of them.\n`);
  const accountRegion = stack.aws;
  const watched = { client: temporal.client, record, accountRegion, ec2InstanceIds: leaving, beganAt };
  const stopWatching = watchDrains(watched, reporter);
  cleanup.add(stopWatching);
  await terminate(stack, leaving);
  const endings = await endingsOf(temporal.client, record, accountRegion, leaving);
  await stopWatching();
  const tookMs = Date.now() - beganAt;

  const result = judge(record.entries, hookName, endings);
  if (!options.json) {
    const colors = colorsFor(process.stdout);
    const table = milestoneTable(record.entries, leaving, beganAt, colors);
    reporter.say(['', ...table, '', ...summaryLines(result, leaving.length, tookMs, colors)].join('\n'));
  }
  return { stage, result };
}
