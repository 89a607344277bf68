import type { Environment } from '../environment';
import { newResourceId } from '../ids';
import { instanceOrTaskArn } from './arns';
import type { ArnFormat, Cluster, ContainerInstance, EcsState } from './state';
import { REMEMBERED_MS, type TaskLife } from './task-life';

export interface Host {
  readonly ec2InstanceId: string;
  readonly availabilityZone: string;
  readonly arnFormat: ArnFormat;
  /** CPU units: 1024 a vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
}

/** Container instances: how they come, change status and go. */
export class Hosts {
  constructor(
    private readonly env: Environment,
    private readonly state: EcsState,
    private readonly life: TaskLife,
    private readonly onChange: (cluster: Cluster) => void,
  ) {}

  /** What the agent does when it starts on a host. */
  register(cluster: Cluster, host: Host): ContainerInstance {
    const id = newResourceId();
    const instance: ContainerInstance = {
      ...host,
      id,
      arn: instanceOrTaskArn(this.env, 'container-instance', cluster.name, id, host.arnFormat),
      cluster,
      registeredAtMs: this.env.clock.now(),
      status: 'ACTIVE',
      version: 0,
      tasks: new Set(),
    };
    cluster.instances.set(id, instance);
    this.state.hosts.set(host.ec2InstanceId, instance);
    this.enter(instance, 'ACTIVE');
    return instance;
  }

  /** ACTIVE to DRAINING and back; setting what already is changes nothing. */
  setStatus(instance: ContainerInstance, status: 'ACTIVE' | 'DRAINING'): void {
    if (instance.status !== status) this.enter(instance, status);
  }

  /** Takes the instance out of the cluster; what still runs on it runs on, unknown to ECS. */
  deregister(instance: ContainerInstance): void {
    if (instance.status === 'INACTIVE') return;
    for (const task of [...instance.tasks]) this.life.orphan(task);
    this.leave(instance);
  }

  /** EC2 terminated the host: its container instance leaves, and its tasks are STOPPED. */
  terminated(ec2InstanceId: string): void {
    const instance = this.state.hosts.get(ec2InstanceId);
    if (!instance) return;
    this.state.hosts.delete(ec2InstanceId);
    this.life.hostTerminated(instance);
    this.leave(instance);
  }

  private leave(instance: ContainerInstance): void {
    if (instance.status === 'INACTIVE') return;
    this.enter(instance, 'INACTIVE');
    this.env.clock.scheduleAfter(REMEMBERED_MS, () => instance.cluster.instances.delete(instance.id));
  }

  private enter(instance: ContainerInstance, status: ContainerInstance['status']): void {
    instance.status = status;
    instance.version += 1;
    this.env.record.append({
      kind: 'container-instance',
      clusterArn: instance.cluster.arn,
      containerInstanceArn: instance.arn,
      ec2InstanceId: instance.ec2InstanceId,
      status,
    });
    this.onChange(instance.cluster);
  }
}
