import type { Environment } from '../environment';
import { newDeploymentId } from '../ids';
import { clusterArn, serviceArn, taskDefinitionArn } from './arns';
import { Hosts } from './hosts';
import { ServiceScheduler } from './scheduler';
import type { Cluster, ContainerDefinition, EcsService, EcsState, TaskDefinition } from './state';
import { TaskLife } from './task-life';

export type NewTaskDefinition = Pick<
  TaskDefinition,
  'family' | 'cpu' | 'memoryMiB' | 'registeredCpu' | 'registeredMemory'
> & { readonly containers: readonly ContainerDefinition[] };

export type NewService = Pick<
  EcsService,
  | 'name'
  | 'cluster'
  | 'definition'
  | 'scheduling'
  | 'minimumHealthyPercent'
  | 'maximumPercent'
  | 'desiredCount'
>;

/** ECS without its wire: state, and what changes it. */
export class Ecs {
  readonly state: EcsState = { clusters: new Map(), taskDefinitions: new Map(), hosts: new Map() };
  readonly life: TaskLife;
  readonly hosts: Hosts;
  private readonly scheduler: ServiceScheduler;

  constructor(readonly env: Environment) {
    this.scheduler = new ServiceScheduler(env, () => this.life);
    const requestPass = (cluster: Cluster) => this.scheduler.request(cluster);
    this.life = new TaskLife(env, requestPass);
    this.hosts = new Hosts(env, this.state, this.life, requestPass);
  }

  /** Creates a cluster; one that exists is answered as it is, as ECS does. */
  createCluster(name: string): Cluster {
    const existing = this.state.clusters.get(name);
    if (existing) return existing;
    const arn = clusterArn(this.env, name);
    const cluster: Cluster = { name, arn, instances: new Map(), tasks: new Map(), services: new Map() };
    this.state.clusters.set(name, cluster);
    return cluster;
  }

  registerTaskDefinition(input: NewTaskDefinition): TaskDefinition {
    const revisions = this.state.taskDefinitions.get(input.family) ?? [];
    const revision = revisions.length + 1;
    const arn = taskDefinitionArn(this.env, input.family, revision);
    const definition: TaskDefinition = { ...input, arn, revision, registeredAtMs: this.env.clock.now() };
    this.state.taskDefinitions.set(input.family, [...revisions, definition]);
    return definition;
  }

  createService(input: NewService): EcsService {
    const service: EcsService = {
      ...input,
      arn: serviceArn(this.env, input.cluster.name, input.name),
      deploymentId: newDeploymentId(),
      createdAtMs: this.env.clock.now(),
      tasks: new Set(),
      events: [],
    };
    input.cluster.services.set(input.name, service);
    this.scheduler.request(input.cluster);
    return service;
  }

  setDesiredCount(service: EcsService, desiredCount: number): void {
    service.desiredCount = desiredCount;
    this.scheduler.request(service.cluster);
  }
}
