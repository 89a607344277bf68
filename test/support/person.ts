/** An operator beside the drain: what somebody does to AWS, or asks of the drain. */
import { AutoScalingClient, CompleteLifecycleActionCommand } from '@aws-sdk/client-auto-scaling';
import {
  CreateCapacityProviderCommand,
  ECSClient,
  PutClusterCapacityProvidersCommand,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import type { World } from '@ecs-drain/local-aws';
import type { OperatorRequest } from '../../src/domain/notice';
import { startDrain } from '../../src/temporal/start-drain';
import type { Scenario } from './scenario';

export interface Person {
  readonly ecs: ECSClient;
  readonly autoScaling: AutoScalingClient;
  /** Sets the newest container instance of an EC2 instance. */
  setStatus(world: World, ec2InstanceId: string, status: 'ACTIVE' | 'DRAINING'): Promise<void>;
  completeAction(
    world: World,
    ec2InstanceId: string,
    hook: string,
    result?: 'CONTINUE' | 'ABANDON',
  ): Promise<void>;
  /** Asks for a drain of an instance that nobody needs to be terminating. */
  askForDrain(ec2InstanceId: string, afterwards?: OperatorRequest['afterwards']): Promise<void>;
  /** Makes the group of a world a capacity provider of its cluster. */
  provideCapacity(world: World, managedDraining: 'ENABLED' | 'DISABLED'): Promise<void>;
  leave(): void;
}

/** The access key by which the record knows what this person did. */
export const personAccessKeyId = 'PERSON';

export function personIn(scenario: Scenario): Person {
  const ecs = new ECSClient(scenario.accessAs(personAccessKeyId));
  const autoScaling = new AutoScalingClient(scenario.accessAs(personAccessKeyId));
  return {
    ecs,
    autoScaling,
    setStatus: async (world, ec2InstanceId, status) => {
      const { cluster } = world;
      const containerInstances = [world.containerInstance(ec2InstanceId).arn];
      await ecs.send(new UpdateContainerInstancesStateCommand({ cluster, containerInstances, status }));
    },
    completeAction: async ({ group }, InstanceId, LifecycleHookName, LifecycleActionResult = 'CONTINUE') => {
      await autoScaling.send(
        new CompleteLifecycleActionCommand({
          AutoScalingGroupName: group,
          LifecycleHookName,
          InstanceId,
          LifecycleActionResult,
        }),
      );
    },
    askForDrain: async (ec2InstanceId, afterwards = 'stay-draining') => {
      const { accountId, region } = scenario.aws;
      const request = { by: 'ann', reason: 'a new kernel', afterwards };
      await startDrain(
        scenario.client,
        { kind: 'operator-request', ec2InstanceId, ...request },
        { accountId, region },
      );
    },
    provideCapacity: async ({ cluster, group }, managedDraining) => {
      const autoScalingGroupArn = scenario.aws.autoScaling.groups.get(group)?.arn;
      const name = `provider-of-${group}`;
      await ecs.send(
        new CreateCapacityProviderCommand({
          name,
          autoScalingGroupProvider: { autoScalingGroupArn, managedDraining },
        }),
      );
      await ecs.send(
        new PutClusterCapacityProvidersCommand({
          cluster,
          capacityProviders: [name],
          defaultCapacityProviderStrategy: [],
        }),
      );
    },
    leave: () => {
      ecs.destroy();
      autoScaling.destroy();
    },
  };
}

/** The statuses that the container instances of an EC2 instance took, in order. */
export const statusesOf = ({ aws }: Scenario, ec2InstanceId: string): string[] =>
  aws.record.entries.flatMap((entry) =>
    entry.kind === 'container-instance' && entry.ec2InstanceId === ec2InstanceId ? entry.status : [],
  );
