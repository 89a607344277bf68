import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { buildStarter, type BuiltFile } from '../../scripts/build-starter/build';
import { stoppedTask } from '../support/stopped-task';
import { drainIdOf } from '../../src/workflows/drain.api';
import { searchAttributes } from '../../src/temporal/search-attribute-keys';
import { temporalAddress } from '../support/provided';
import { topicArn } from '../support/observations';

jest.setTimeout(60_000);

const run = promisify(execFile);

/** Invokes the handler with each event in turn, as Lambda would, and says what came of it. */
const invoker = `
const { handler } = require('./starter.cjs');
const answers = [];
(async () => {
  for (const event of JSON.parse(process.env.EVENTS)) {
    const startedAt = performance.now();
    answers.push(await handler(event, { getRemainingTimeInMillis: () => 30_000 }).then(
      (result) => ({ result, ms: performance.now() - startedAt }),
      (error) => ({ error: String(error), stack: error.stack }),
    ));
  }
  console.log(JSON.stringify({ answers }));
  process.exit();
})();`;

interface Answer {
  readonly result?: object;
  readonly ms?: number;
  readonly error?: string;
  readonly stack?: string;
}

type Printed = Readonly<Record<string, unknown>> & { readonly answers?: readonly Answer[] };

const accountRegionOfTopic = { accountId: '123456789012', region: 'eu-central-1' };

const terminating = (EC2InstanceId: string) => ({
  Sns: {
    MessageId: randomUUID(),
    TopicArn: topicArn,
    Timestamp: new Date(Date.now() - 2_000).toISOString(),
    Message: JSON.stringify({
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      AutoScalingGroupName: 'web',
      LifecycleHookName: 'drain',
      LifecycleActionToken: randomUUID(),
      EC2InstanceId,
    }),
  },
});

describe('the bundled starter, in a folder of its own', () => {
  const ec2InstanceId = `i-0${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  let folder: string;
  let built: BuiltFile;
  let connection: Connection;
  let client: Client;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ecs-drain-starter-'));
    built = await buildStarter({ outdir: folder });
    await writeFile(path.join(folder, 'invoke.cjs'), invoker);
    connection = await Connection.connect({ address: temporalAddress() });
    client = new Client({ connection });
  });
  afterAll(async () => {
    await client.workflow
      .getHandle(drainIdOf(ec2InstanceId, accountRegionOfTopic))
      .terminate('seen')
      .catch(() => undefined);
    await connection.close();
    rmSync(folder, { recursive: true });
  });

  const invoke = async (settings: Record<string, string>, ...events: readonly object[]) => {
    const { stdout, stderr } = await run(process.execPath, ['invoke.cjs'], {
      cwd: folder,
      env: { ...settings, EVENTS: JSON.stringify(events) },
    });
    // All that it prints is JSON, the log's errors on stderr.
    const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line !== '');
    const printed = lines.map((line) => JSON.parse(line) as Printed);
    return {
      answers: printed.flatMap(({ answers = [] }) => answers),
      metrics: printed.filter((line) => '_aws' in line),
      log: printed.filter((line) => 'message' in line),
    };
  };

  it('is small', () => {
    expect(built.bytes).toBeLessThan(1_800_000);
  });

  it('starts, signals, looks at what ended, lists and wakes on a real server, and is quick', async () => {
    const wake = stoppedTask(
      accountRegionOfTopic,
      'arn:aws:ecs:eu-central-1:123456789012:container-instance/demo/nobody',
    );
    const event = {
      Records: [{ Sns: { TopicArn: topicArn, Message: 'poison' } }, terminating(ec2InstanceId)],
    };
    const again = { Records: [terminating(ec2InstanceId)] };
    const workflowId = drainIdOf(ec2InstanceId, accountRegionOfTopic);
    const settings = { TEMPORAL_ADDRESS: temporalAddress() };
    const { answers, metrics, log } = await invoke(settings, event, again, wake);
    expect(answers.map(({ result, error }) => result ?? error)).toEqual([
      expect.objectContaining({ started: [workflowId], malformed: 1 }),
      expect.objectContaining({ started: [workflowId] }),
      expect.objectContaining({ woken: [], ignored: 1 }),
    ]);
    expect(answers[0]?.ms).toBeLessThan(5_000);
    expect(answers[1]?.ms).toBeLessThan(1_000);
    expect(log).toContainEqual(expect.objectContaining({ message: 'drain asked for', workflowId }));

    const asked = metrics.find((line) => line['kind'] === 'terminate-lifecycle-action');
    expect(asked).toMatchObject({
      service: 'ecs-drain-starter',
      AskedFor: 1,
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: 'EcsDrain',
            Dimensions: [['service', 'kind']],
            Metrics: [
              { Name: 'AskedFor', Unit: 'Count' },
              { Name: 'EventAge', Unit: 'Milliseconds' },
            ],
          },
        ],
      },
    });
    expect(asked?.['EventAge']).toBeGreaterThanOrEqual(2_000);
    expect(metrics.map(({ kind, Malformed }) => [kind, Malformed])).toContainEqual(['unknown', 1]);

    // One that ended is looked at before it is started again.
    const { firstExecutionRunId } = await client.workflow
      .getHandle(workflowId)
      .describe()
      .then(({ raw }) => ({
        firstExecutionRunId: raw.workflowExecutionInfo?.firstRunId,
      }));
    await client.workflow.getHandle(workflowId).terminate('as if it had ended');
    const { answers: late } = await invoke(settings, again);
    expect(late[0]?.result).toMatchObject({ started: [workflowId] });
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    expect(raw.workflowExecutionInfo?.firstRunId).not.toBe(firstExecutionRunId);
  });

  it('reads what visibility answers, and wakes the drain that is there', async () => {
    const container = randomUUID().replaceAll('-', '');
    const { accountId, region } = accountRegionOfTopic;
    const handle = await client.workflow.start('drainInstance', {
      workflowId: `drain-woken-${container}`,
      taskQueue: `ecs-drain-${accountId}-${region}`,
      typedSearchAttributes: [{ key: searchAttributes.containerInstance, value: container }],
    });
    const query = `${searchAttributes.containerInstance.name} = '${container}'`;
    while ((await client.workflow.count(query)).count === 0) await new Promise(setImmediate);
    const wake = stoppedTask(
      accountRegionOfTopic,
      `arn:aws:ecs:${region}:${accountId}:container-instance/demo/${container}`,
    );
    const { answers } = await invoke({ TEMPORAL_ADDRESS: temporalAddress() }, wake);
    expect(answers[0]?.result).toMatchObject({ woken: [handle.workflowId] });
    await handle.terminate('seen');
  });

  it('says where in our sources an error comes from', async () => {
    const { answers } = await invoke({ ECS_DRAIN_REBALANCE_RECOMMENDATIONS: 'maybe' }, { Records: [] });
    expect(answers[0]?.error).toContain('ECS_DRAIN_REBALANCE_RECOMMENDATIONS: expected ignore or drain');
    const places = [...(answers[0]?.stack ?? '').matchAll(/starter\.cjs:(\d+):(\d+)/g)];
    const map = new SourceMap(
      JSON.parse(readFileSync(path.join(folder, 'starter.cjs.map'), 'utf8')) as ConstructorParameters<
        typeof SourceMap
      >[0], // esbuild's
    );
    const sources = places.map(([, line, column]) => {
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      return 'originalSource' in entry ? entry.originalSource : '';
    });
    expect(sources).toContainEqual(expect.stringMatching(/src\/config\/settings\.ts$/));
    expect(sources).toContainEqual(expect.stringMatching(/src\/starter\/lambda\.ts$/));
  });

  it('fails in good time where Temporal cannot be reached', async () => {
    const { answers, metrics } = await invoke(
      { TEMPORAL_ADDRESS: '127.0.0.1:1' },
      { Records: [terminating(ec2InstanceId)] },
    );
    expect(answers[0]?.error).toContain('1 of 1 records were not taken');
    expect(metrics).toContainEqual(
      expect.objectContaining({ kind: 'terminate-lifecycle-action', Failed: 1 }),
    );
  });
});
