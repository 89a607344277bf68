/** What a scenario stands on: the shared Temporal server, and a local AWS, an account and a task queue of its own. */
import { randomInt } from 'node:crypto';
import { AutoScalingClient, TerminateInstanceInAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { ECSClient, ListTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { Client, Connection, WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import {
  audit,
  createWorld,
  type CallRecord,
  type Finding,
  type LocalAws,
  type LocalAwsOptions,
  type RecordEntry,
  type World,
  type WorldSpec,
} from '@ecs-drain/local-aws';
import { drainAccessKeyId, startLocalStack, type LocalStack } from '../../dev/local-stack';
import type { Spec } from '../../src/domain/spec';
import { statusIn } from '../../src/domain/drain/state/view';
import type { Status } from '../../src/domain/drain/status/status';
import type { drainInstance } from '../../src/workflows/drain';
import { drainIdOf, statusQuery, type DrainResult } from '../../src/workflows/drain.api';
import { quietRuntime } from './quiet';
import { untilStarted } from './until-started';
import { temporalAddress, workflowBundle } from './provided';
import { deniedCalls, giveTemplateRole } from './template-policies';

/** How long a scenario's wait may take before it counts as a broken promise. */
export const patienceMs = 60_000;
jest.setTimeout(patienceMs + 30_000);

export interface ScenarioOptions {
  /** With `iam` the scenario gives the worker its role itself. */
  readonly aws?: LocalAwsOptions;
  /**
   * What AWS lets the worker do. `template`: what the worker's role of deploy/template.yaml allows, and `stop` fails where a call
   * was denied. `all`: AWS asks for no permissions. @default 'template'
   */
  readonly permissions?: 'template' | 'all';
  readonly spec?: Partial<Spec>;
  readonly clusters?: readonly string[];
  /** Name of a topic to which the end of each drain is published. @default none */
  readonly outcomeTopic?: string;
  /** A Temporal server of the scenario's own. @default the one that all scenarios share */
  readonly temporalAddress?: string;
  /** @default true; false where the scenario runs workers of its own */
  readonly worker?: boolean;
}

export interface Scenario extends LocalStack {
  readonly client: Client;
  readonly temporalAddress: string;
  /** Builds a world whose group has a hook that notifies the starter, unless the spec names hooks. */
  createWorld(spec?: Partial<WorldSpec>): World;
  /** Terminates an instance, as an operator or a scale-in would. */
  terminate(ec2InstanceId: string): Promise<void>;
  /** Ends the running tasks of a family, as their owner would. */
  endTasks(family: string): Promise<void>;
  drain(ec2InstanceId: string): WorkflowHandle<typeof drainInstance>;
  /** How the drain ended. */
  result(ec2InstanceId: string): Promise<DrainResult>;
  /** Waits until the drain says what the predicate wants. */
  untilStatus(ec2InstanceId: string, predicate: (status: Status) => boolean): Promise<Status>;
  /** Waits until the instance is past its hook. */
  untilTerminated(ec2InstanceId: string): Promise<RecordEntry>;
  /** The record's calls of our worker, by operation. */
  ourCalls(...operations: string[]): (CallRecord & RecordEntry)[];
  /** Broken promises, those of the whole account. */
  findings(): Finding[];
}

/** The hook that a world has unless it names others. */
export const hookName = 'drain';

/** Containers that stop at once, and quick observations: scenarios wait on events, not on time. */
const quickSpec: Partial<Spec> = { resyncSeconds: 1, absenceGraceSeconds: 2 };

export async function startScenario(options: ScenarioOptions = {}): Promise<Scenario> {
  const address = options.temporalAddress ?? temporalAddress();
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const accountId = String(randomInt(100_000_000_000, 999_999_999_999));
  const hasTemplateRole = options.permissions !== 'all' && options.aws?.iam === undefined;
  const stack = await startLocalStack({
    temporal: { address, namespace: 'default', client },
    workflows: { workflowBundle: workflowBundle() },
    aws: {
      accountId,
      ...(hasTemplateRole && { iam: { otherKeys: 'administrators' } }),
      ...options.aws,
    },
    spec: { ...quickSpec, ...options.spec },
    ...(options.clusters && { clusters: options.clusters }),
    ...(options.outcomeTopic !== undefined && { outcomeTopic: options.outcomeTopic }),
  });
  if (hasTemplateRole) {
    giveTemplateRole(stack.aws, {
      outcomeTopicArn: stack.outcomeTopicArn,
      isToldClusters: options.clusters !== undefined,
    });
  }
  if (options.worker ?? true) {
    quietRuntime();
    await stack.startWorker();
  }
  const person = new AutoScalingClient(stack.accessAs('PERSON'));
  const ecs = new ECSClient(stack.accessAs('PERSON'));
  const drain = (ec2InstanceId: string) =>
    client.workflow.getHandle<typeof drainInstance>(drainIdOf(ec2InstanceId, stack.aws));

  return {
    ...stack,
    client,
    temporalAddress: address,
    createWorld: (spec = {}) =>
      createWorld(stack.aws, {
        cluster: 'demo',
        hooks: [{ name: hookName, notify: stack.starterArn }],
        ...spec,
      }),
    terminate: async (InstanceId) => {
      await person.send(
        new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: true }),
      );
    },
    endTasks: async (family) => {
      const clusters = [...stack.aws.ecs.state.clusters.keys()];
      for (const cluster of clusters) {
        const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, family }));
        for (const task of taskArns) await ecs.send(new StopTaskCommand({ cluster, task }));
      }
    },
    drain,
    result: async (ec2InstanceId) => {
      await untilStarted(stack.aws, stack.starterArn, ec2InstanceId);
      return drain(ec2InstanceId).result();
    },
    untilStatus: (ec2InstanceId, predicate) => untilStatus(stack.aws, drain(ec2InstanceId), predicate),
    untilTerminated: (ec2InstanceId) =>
      stack.aws.record.until(
        (entry) =>
          entry.kind === 'instance' &&
          entry.instanceId === ec2InstanceId &&
          entry.lifecycleState === 'Terminated',
        { timeoutMs: patienceMs },
      ),
    ourCalls: (...operations) => callsOf(stack.aws, drainAccessKeyId, operations),
    findings: () => audit(stack.aws.record.entries, { hookOwners: { [drainAccessKeyId]: [hookName] } }),
    stop: async () => {
      person.destroy();
      ecs.destroy();
      await stack.stop();
      if (hasTemplateRole) expect(deniedCalls(stack.aws)).toEqual([]);
      await connection.close();
    },
  };
}

/** Operations that change something. */
export const mutatingOperations = [
  'UpdateContainerInstancesState',
  'StopTask',
  'CompleteLifecycleAction',
  'RecordLifecycleActionHeartbeat',
];

export function callsOf(
  aws: LocalAws,
  caller: string,
  operations: readonly string[],
): (CallRecord & RecordEntry)[] {
  return aws.record.entries.filter(
    (entry): entry is CallRecord & RecordEntry =>
      entry.kind === 'call' && entry.caller === caller && operations.includes(entry.operation),
  );
}

/**
 * A status changes with an observation, which leaves calls in the record: that is when it is worth asking again, and soon after, when
 * what was observed has been decided on.
 */
const decidedWithinMs = 500;

async function untilStatus(
  aws: LocalAws,
  handle: WorkflowHandle<typeof drainInstance>,
  predicate: (status: Status) => boolean,
): Promise<Status> {
  let last: Status | undefined;
  const giveUpAt = Date.now() + patienceMs;
  while (Date.now() < giveUpAt) {
    const seen = aws.record.entries.length;
    last = await statusOf(handle);
    if (last && predicate(last)) return last;
    await aws.record.until(() => true, { afterSeq: seen, timeoutMs: decidedWithinMs }).catch(() => undefined);
  }
  throw new Error(`the drain never said so; its last word: ${JSON.stringify(last)}`);
}

/** What a drain says of itself, also after its end; undefined before it was started, and until it has observed. */
export async function statusOf(handle: WorkflowHandle<typeof drainInstance>): Promise<Status | undefined> {
  try {
    return statusIn(await handle.query(statusQuery));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined; // the notification is still on its way
    throw error;
  }
}
