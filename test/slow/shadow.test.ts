import { Client } from '@temporalio/client';
import { audit, type HookSpec, type WorldSpec } from '@ecs-drain/local-aws';
import { drainAccessKeyId } from '../../dev/local-stack';
import type { Action } from '../../src/domain/drain/actions';
import { isEc2InstanceId } from '../../src/domain/notice';
import type { SpecChange } from '../../src/domain/spec';
import { idOf } from '../../src/domain/drain/observation/observation';
import type { Status } from '../../src/domain/drain/status/status';
import { registerSearchAttributes } from '../../src/temporal/setup/search-attributes';
import { handleEvent } from '../../src/starter/handle-event';
import { quietHost } from '../support/starter-host';
import type { drainInstance } from '../../src/workflows/drain';
import { statusIn } from '../../src/domain/drain/state/view';
import { drainIdOf, statusQuery } from '../../src/workflows/drain.api';
import { startGate, type Gate, type GatedCall } from '../support/gate';
import { quietRuntime } from '../support/quiet';
import { callsOf, hookName, mutatingOperations, startScenario, type Scenario } from '../support/scenario';

const shadowKey = 'SHADOW';

interface Case {
  readonly name: string;
  readonly change?: SpecChange;
  readonly world?: Partial<WorldSpec>;
  readonly hooks?: readonly string[];
  /** Its owner ends it once its instance drains. */
  readonly ends?: string;
}

const cases: readonly Case[] = [
  {
    name: 'main-job',
    world: {
      instances: 2,
      services: [
        { name: 'web', desiredCount: 4, stopSeconds: 1 },
        { name: 'logs', stopSeconds: 1 },
      ],
      standalone: [{ family: 'job' }],
      selfStarted: { 'node-agent': {} },
    },
    ends: 'job',
  },
  { name: 'grace', change: { standaloneGraceSeconds: 1 }, world: { standalone: [{ family: 'batch' }] } },
  {
    name: 'rules',
    change: {
      taskRules: [
        {
          name: 'early',
          match: { family: 'early*' },
          behavior: { kind: 'stop', afterSeconds: 0, order: 1 },
        },
        { name: 'late', match: { family: 'late*' }, behavior: { kind: 'stop', afterSeconds: 0, order: 2 } },
      ],
    },
    world: { standalone: [{ family: 'early-1' }, { family: 'late-1' }] },
  },
  {
    name: 'deadline',
    change: { deadlineSeconds: 40, stopTimeoutSeconds: 1, deregistrationDelaySeconds: 0 },
    world: { standalone: [{ family: 'endless' }] },
  },
  { name: 'nowhere', world: { joinCluster: false } },
  { name: 'two-hooks', hooks: ['also'], world: { standalone: [{ family: 'brief', runSeconds: 2 }] } },
];

describe('a shadow beside an acting drain', () => {
  let scenario: Scenario;
  let gate: Gate;
  let shadow: Client;
  let shadowStarterArn: string;

  const shadowOf = (ec2InstanceId: string) =>
    shadow.workflow.getHandle<typeof drainInstance>(drainIdOf(ec2InstanceId, scenario.aws));
  const plannedFor = async (ec2InstanceId: string): Promise<Action[]> => {
    const status = await shadowOf(ec2InstanceId)
      .query(statusQuery)
      .then(statusIn, () => undefined); // it was not started yet
    return status?.planned.map(({ action }) => action) ?? [];
  };

  beforeAll(async () => {
    quietRuntime();
    scenario = await startScenario({ worker: false });
    const { aws, client } = scenario;
    const namespace = `shadow-${aws.accountId}`;
    await client.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never }, // a Long of which a number is one
    });
    shadow = new Client({ connection: client.connection, namespace });
    await registerSearchAttributes(client.connection, namespace); // the scenario made it
    shadowStarterArn = aws.lambda.register('shadow-starter', (event) =>
      handleEvent(event, quietHost(shadow)),
    );
    gate = await startGate(aws.url, async (call) => {
      const planned = (await Promise.all(everyInstance().map(plannedFor))).flat();
      return matches(call, planned);
    });
    await scenario.startWorker({ endpoint: gate.endpoint });
    await scenario.startWorker({ accessKeyId: shadowKey, namespace, spec: { mode: 'shadow' } });
  });
  afterAll(async () => {
    await scenario.stop();
    await gate.close();
  });

  const everyInstance = () =>
    [...scenario.aws.autoScaling.groups.values()].flatMap(({ instances }) =>
      [...instances.keys()].filter(isEc2InstanceId),
    );

  const drainBoth = async ({ name, change, world: spec, hooks = [], ends }: Case) => {
    const { aws, starterArn } = scenario;
    const hookSpecs: HookSpec[] = [hookName, ...hooks].map((hook) => ({
      name: hook,
      notify: starterArn,
      ...(change && { notificationMetadata: JSON.stringify(change) }),
    }));
    const world = scenario.createWorld({ cluster: name, hooks: hookSpecs, ...spec });
    for (const topicArn of Object.values(world.topicArns))
      aws.sns.subscribe(aws.sns.findTopic(topicArn), shadowStarterArn);
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    if (ends) {
      await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
      await scenario.endTasks(ends);
    }
    await scenario.result(leaving);
    await scenario.untilTerminated(leaving);
    await shadowOf(leaving).result();
    const status = statusIn(await shadowOf(leaving).query(statusQuery));
    return { name, leaving, status };
  };

  it('plans what that does, no more and no less, and touches nothing', async () => {
    const drained = await Promise.all(cases.map(drainBoth));
    for (const { name, leaving, status } of drained) {
      expect([name, targets(status)]).toEqual([name, done(scenario, leaving)]);
      expect([name, status?.mode, status?.heartbeats]).toEqual([name, 'shadow', 0]);
    }
    expect(callsOf(scenario.aws, shadowKey, mutatingOperations)).toEqual([]);
    const hookOwners = { [drainAccessKeyId]: [hookName, 'also'] };
    const findings = audit(scenario.aws.record.entries, { hookOwners });
    // Two workers and this test share what ECS grants the account, and each worker takes half: that is not the matter here.
    expect(findings.filter(({ promise }) => promise !== 'throttled')).toEqual([]);
  }, 150_000);
});

/** A call that an acting drain may make, because its shadow has planned it. */
function matches({ operation, input }: GatedCall, planned: readonly Action[]): boolean {
  const text = JSON.stringify(planned);
  switch (operation) {
    case 'UpdateContainerInstancesState':
      return (input['containerInstances'] as string[]).every((arn) =>
        planned.some((one) => one.kind === 'set-draining' && one.containerInstanceArn === arn),
      ); // as ECS's wire has it
    case 'StopTask':
      return planned.some((one) => one.kind === 'stop-tasks' && one.taskArns.includes(String(input['task'])));
    default:
      return planned.some(
        (one) =>
          one.kind === 'complete-lifecycle-action' &&
          one.lifecycleAction.lifecycleHookName === input['LifecycleHookName'] &&
          one.result === input['LifecycleActionResult'] &&
          text.includes(String(input['LifecycleActionToken'] ?? input['InstanceId'])),
      );
  }
}

/** What a shadow planned, as words that do not depend on when. */
const targets = (status: Status | undefined): string[] =>
  (status?.planned ?? [])
    .flatMap(({ action }) => {
      switch (action.kind) {
        case 'set-draining':
          return `set DRAINING ${idOf(action.containerInstanceArn)}`;
        case 'stop-tasks':
          return action.taskArns.map((arn) => `stop ${idOf(arn)}`);
        case 'complete-lifecycle-action':
          return `complete ${action.lifecycleAction.lifecycleHookName} ${action.result}`;
        default:
          return action.kind;
      }
    })
    .sort();

/** What the acting drain did to an instance and its tasks, by the record: once, however often a call got no answer in time. */
function done(scenario: Scenario, ec2InstanceId: string): string[] {
  const { entries } = scenario.aws.record;
  const tasks = new Set(
    entries.flatMap((entry) =>
      entry.kind === 'task' && entry.ec2InstanceId === ec2InstanceId ? entry.taskArn : [],
    ),
  );
  const hosts = new Set(
    entries.flatMap((entry) =>
      entry.kind === 'container-instance' && entry.ec2InstanceId === ec2InstanceId
        ? entry.containerInstanceArn
        : [],
    ),
  );
  const calls = scenario
    .ourCalls('UpdateContainerInstancesState', 'StopTask')
    .filter(({ outcome }) => outcome.kind === 'ok')
    .flatMap(({ operation, input }) => {
      const { containerInstances = [], task = '' } = input as {
        readonly containerInstances?: string[];
        readonly task?: string;
      }; // what these operations take
      return operation === 'StopTask'
        ? tasks.has(task)
          ? [`stop ${idOf(task)}`]
          : []
        : containerInstances.filter((arn) => hosts.has(arn)).map((arn) => `set DRAINING ${idOf(arn)}`);
    });
  const completions = entries.flatMap((entry) =>
    entry.kind === 'lifecycle-action' &&
    entry.instanceId === ec2InstanceId &&
    entry.change.what === 'completed'
      ? `complete ${entry.lifecycleHookName} ${entry.change.result}`
      : [],
  );
  return [...new Set(calls), ...completions].sort();
}
