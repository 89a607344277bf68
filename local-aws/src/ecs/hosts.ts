import type { Environment } from '../environment';
import { newResourceId } from '../ids';
import { instanceOrTaskArn } from './arns';
import type { EcsEvents } from './events';
import type { ArnFormat, Attribute, Cluster, ContainerInstance, EcsState } from './state';
import { REMEMBERED_MS, type TaskLife } from './task-life';

export interface Host {
  readonly ec2InstanceId: string;
  readonly availabilityZone: string;
  readonly arnFormat: ArnFormat;
  /** CPU units: 1024 a vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
  /** Beside those that every container instance has. @default none */
  readonly attributes?: readonly Attribute[];
}

/** Container instances: how they come, change status and go. */
export class Hosts {
  constructor(
    private readonly env: Environment,
    private readonly state: EcsState,
    private readonly life: TaskLife,
    private readonly events: EcsEvents,
    private readonly onChange: (cluster: Cluster) => void,
  ) {}

  /** What the agent does when it starts on a host; on one that was registered before, it becomes a new instance. */
  register(cluster: Cluster, host: Host): ContainerInstance {
    const id = newResourceId();
    const predecessor = this.state.hosts.get(host.ec2InstanceId);
    const isThere = predecessor && predecessor.status !== 'INACTIVE';
    if (isThere && !this.env.rules.holds('a-host-registered-anew-is-another-instance')) return predecessor;
    const instance: ContainerInstance = {
      ...host,
      id,
      arn: instanceOrTaskArn(this.env, 'container-instance', cluster.name, id, host.arnFormat),
      cluster,
      attributes: [
        { name: 'ecs.availability-zone', value: host.availabilityZone },
        { name: 'ecs.instance-type', value: 'm7i.large' },
        { name: 'ecs.os-type', value: 'linux' },
        ...(host.attributes ?? []),
      ],
      predecessor,
      registeredAtMs: this.env.clock.now(),
      status: 'ACTIVE',
      agentConnected: true,
      hung: false,
      backlog: [],
      version: 0,
      tasks: new Set(),
      remembered: new Set(),
      held: { cpu: 0, memoryMiB: 0 },
    };
    cluster.instances.set(id, instance);
    this.state.hosts.set(host.ec2InstanceId, instance);
    if (predecessor) this.disconnectAgent(predecessor);
    this.enter(instance, 'ACTIVE');
    this.events.changed(instance);
    return instance;
  }

  /** The newest container instance of an EC2 instance. @throws where it is in no cluster */
  on(ec2InstanceId: string): ContainerInstance {
    const instance = this.state.hosts.get(ec2InstanceId);
    if (!instance) throw new Error(`${ec2InstanceId} is in no cluster.`);
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

  /** Cuts the agent off from ECS; the containers do not notice. */
  disconnectAgent(instance: ContainerInstance): void {
    this.setConnected(instance, false);
  }

  /** The agent connects again: what it and ECS had to tell each other is told. A hung host's never does. */
  reconnectAgent(instance: ContainerInstance): void {
    if (instance.hung || instance.status === 'INACTIVE') return;
    this.setConnected(instance, true);
    for (const step of instance.backlog.splice(0)) step();
    this.onChange(instance.cluster);
  }

  /** The host stands still for good: its agent is gone, and its containers neither end nor go on. */
  hang(instance: ContainerInstance): void {
    instance.hung = true;
    this.disconnectAgent(instance);
  }

  /** EC2 terminated the host: its tasks are STOPPED, and it leaves the cluster if its agent was connected. */
  terminated(ec2InstanceId: string): void {
    const { rules } = this.env;
    const newest = this.state.hosts.get(ec2InstanceId);
    this.state.hosts.delete(ec2InstanceId);
    for (let instance = newest; instance; instance = instance.predecessor) {
      const isHeard = instance.agentConnected || !rules.holds('disconnected-instances-stay-registered');
      instance.agentConnected = false;
      this.life.hostTerminated(instance);
      if (isHeard && rules.holds('host-termination-deregisters')) this.leave(instance);
    }
  }

  /** EC2 stopped the host: its agent and its containers are gone, and ECS has heard nothing of it. */
  stopped(ec2InstanceId: string): void {
    const newest = this.state.hosts.get(ec2InstanceId);
    for (let instance = newest; instance; instance = instance.predecessor) {
      instance.hung = false;
      this.disconnectAgent(instance);
      this.life.hostStopped(instance);
    }
  }

  /** EC2 started the host again: its agent connects, and reports what ended. */
  started(ec2InstanceId: string): void {
    const instance = this.state.hosts.get(ec2InstanceId);
    if (instance) this.reconnectAgent(instance);
  }

  private leave(instance: ContainerInstance): void {
    if (instance.status === 'INACTIVE') return;
    instance.agentConnected = false;
    this.enter(instance, 'INACTIVE');
    this.events.changed(instance);
    if (!this.env.rules.holds('deregistered-instances-are-forgotten')) return;
    this.env.clock.scheduleAfter(REMEMBERED_MS, () => instance.cluster.instances.delete(instance.id));
  }

  private setConnected(instance: ContainerInstance, agentConnected: boolean): void {
    if (instance.agentConnected === agentConnected) return;
    instance.agentConnected = agentConnected;
    this.events.changed(instance);
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
