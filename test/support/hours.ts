/** Hours and days in seconds: the time-skipping Temporal server and a local AWS whose clock follows it. */
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { AutoScalingClient, TerminateInstanceInAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  audit,
  createWorld,
  steppedClock,
  type Finding,
  type SteppedClock,
  type World,
  type WorldSpec,
} from '@ecs-drain/local-aws';
import { startLocalStack, type LocalStack } from '../../dev/local-stack';
import { indexedTypes } from '../../src/temporal/setup/search-attributes';
import type { Spec } from '../../src/domain/spec';
import type { drainInstance } from '../../src/workflows/drain';
import { drainIdOf, type DrainResult } from '../../src/workflows/drain.api';
import { runsOf, type Run } from './histories';
import { quietRuntime } from './quiet';
import { untilStarted } from './until-started';
import { timeSkippingServer, workflowBundle } from './provided';

jest.setTimeout(180_000);

export interface Hours extends LocalStack {
  readonly clock: SteppedClock;
  readonly env: TestWorkflowEnvironment;
  createWorld(spec: Partial<WorldSpec>): World;
  terminate(ec2InstanceId: string): Promise<void>;
  /** Lets time pass until the drain has ended. */
  result(
    ec2InstanceId: string,
  ): Promise<DrainResult & { readonly runs: readonly Run[]; readonly tookMs: number }>;
  findings(): Finding[];
}

export async function startHours(spec: Partial<Spec> = {}): Promise<Hours> {
  quietRuntime();
  const env = await startEnvironment();
  // This server knows no listing of search attributes, with which setting up begins.
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: indexedTypes,
  });
  const clock = steppedClock(await env.currentTimeMs());
  const stack = await startLocalStack({
    temporal: { address: env.address, namespace: 'default', client: env.client },
    workflows: { workflowBundle: workflowBundle() },
    aws: {
      clock,
      // What is due by Temporal's time has happened before any call is answered, and in order.
      beforeAnswer: async () => clock.advanceTo(await env.currentTimeMs()),
    },
    spec,
  });
  await stack.startWorker();
  const person = new AutoScalingClient(stack.accessAs('PERSON'));

  return {
    ...stack,
    clock,
    env,
    createWorld: (world) =>
      createWorld(stack.aws, {
        cluster: 'demo',
        hooks: [{ name: 'drain', notify: stack.starterArn }],
        ...world,
      }),
    terminate: async (InstanceId) => {
      await person.send(
        new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: true }),
      );
      await untilStarted(stack.aws, stack.starterArn, InstanceId);
    },
    result: async (ec2InstanceId) => {
      const handle = env.client.workflow.getHandle<typeof drainInstance>(drainIdOf(ec2InstanceId, stack.aws));
      const startedAt = clock.now();
      const result = await handle.result();
      const tookMs = clock.now() - startedAt;
      return { ...result, runs: await runsOf(env.client, handle.workflowId), tookMs };
    },
    findings: () => audit(stack.aws.record.entries),
    stop: async () => {
      person.destroy();
      await stack.stop();
      await env.teardown();
    },
  };
}

/** The SDK gives the server five seconds to listen, and a Java on a busy machine may need more. */
const attempts = 5;

async function startEnvironment(): Promise<TestWorkflowEnvironment> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await TestWorkflowEnvironment.createTimeSkipping({ server: timeSkippingServer() });
    } catch (error) {
      if (attempt === attempts || !String(error).includes('did not start within')) throw error;
    }
  }
}

export const hoursMs = (hours: number): number => hours * 3_600_000;
