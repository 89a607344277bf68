import { AutoScalingClient, TerminateInstanceInAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { ECSClient, waitUntilServicesStable } from '@aws-sdk/client-ecs';
import { createWorld, type World, type WorldSpec } from '@ecs-drain/local-aws';
import type { Spec } from '../../src/domain/spec';
import type { LocalStack } from '../local-stack';

export const clusterName = 'demo';
export const hookName = 'drain';

/** Not terminated, so that replicas have somewhere to go. */
const spareInstances = 2;

/**
 * Clocks and timers are real, so the containers are quick, and observations come every 2 s and not every 10 s. AWS's shortest
 * heartbeat timeout is 30 s, of which a third is 10 s: a drain of about 25 s shows two or three heartbeats.
 */
export const drainSpec: Partial<Spec> = { resyncSeconds: 2 };

const worldSpec = (instances: number, starterArn: string): WorldSpec => ({
  cluster: clusterName,
  instances: instances + spareInstances,
  hooks: [
    {
      name: hookName,
      heartbeatTimeoutSeconds: 30,
      notify: starterArn,
      notificationMetadata: JSON.stringify({ cluster: clusterName }),
    },
  ],
  services: [
    { name: 'web', desiredCount: 2 * (instances + spareInstances), cpu: 64, startSeconds: 2, stopSeconds: 6 },
    { name: 'logs', stopSeconds: 1 },
  ],
  selfStarted: { agent: { stopSeconds: 2 } },
  // On every other instance, so that drains differ.
  standalone: [{ family: 'batch', count: Math.ceil(instances / 2), runSeconds: 20 }],
});

export interface DemoWorld extends World {
  /** The instances that are to be terminated, those with a standalone task first. */
  readonly leaving: readonly string[];
}

/** A cluster at work: it is returned when its services are stable. */
export async function buildWorld(stack: LocalStack, instances: number): Promise<DemoWorld> {
  const world = createWorld(stack.aws, worldSpec(instances, stack.starterArn));
  const client = new ECSClient(stack.accessAs('OPERATOR'));
  try {
    const waiting = { client, minDelay: 1, maxDelay: 1, maxWaitTime: 30 };
    await waitUntilServicesStable(waiting, { cluster: clusterName, services: ['web', 'logs'] });
  } finally {
    client.destroy();
  }
  const withStandalone = new Set(
    stack.aws.record.entries.flatMap((entry) =>
      entry.kind === 'task' && entry.role === 'standalone' ? [entry.ec2InstanceId] : [],
    ),
  );
  const others = world.instanceIds.filter((id) => !withStandalone.has(id));
  return { ...world, leaving: [...withStandalone, ...others].slice(0, instances) };
}

/** What an operator who scales in does. Auto Scaling launches no replacements, as the desired capacity goes down too. */
export async function terminate(stack: LocalStack, instanceIds: readonly string[]): Promise<void> {
  const client = new AutoScalingClient(stack.accessAs('OPERATOR'));
  try {
    const input = { ShouldDecrementDesiredCapacity: true };
    await Promise.all(
      instanceIds.map((InstanceId) =>
        client.send(new TerminateInstanceInAutoScalingGroupCommand({ ...input, InstanceId })),
      ),
    );
  } finally {
    client.destroy();
  }
}
