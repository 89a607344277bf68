/** AWS as it would answer if one thing were different. Nothing is sent that changes anything. */
import type { AutoScaling } from '../aws/auto-scaling';
import type { Ecs } from '../aws/ecs';
import type { ContainerInstance } from '../domain/drain/observation/observation';

/** Auto Scaling, as if it were terminating an instance that is in service: it waits in its hooks. */
export const asIfTerminating = (autoScaling: AutoScaling): AutoScaling => ({
  ...autoScaling,
  describeInstance: async (ec2InstanceId) => {
    const instance = await autoScaling.describeInstance(ec2InstanceId);
    return instance && { ...instance, lifecycleState: 'Terminating:Wait' };
  },
  heartbeat: () => Promise.resolve('recorded'),
  complete: refuse,
});

/** ECS, as if whatever is ACTIVE were DRAINING already. */
export const asIfDraining = (ecs: Ecs): Ecs => {
  const draining = <T extends ContainerInstance>(host: T | null): T | null =>
    host?.status === 'ACTIVE' ? { ...host, status: 'DRAINING' } : host;
  return {
    ...ecs,
    findContainerInstance: async (cluster, ec2InstanceId) =>
      draining(await ecs.findContainerInstance(cluster, ec2InstanceId)),
    describeContainerInstance: async (cluster, arn) =>
      draining(await ecs.describeContainerInstance(cluster, arn)),
    setDraining: refuse,
    setActive: refuse,
    stopTask: refuse,
  };
};

const refuse = (): Promise<never> => Promise.reject(new Error('a dry run changes nothing'));
