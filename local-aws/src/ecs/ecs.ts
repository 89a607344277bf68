import type { Environment } from '../environment';
import { newDeploymentId } from '../ids';
import { clusterArn, serviceArn, taskDefinitionArn } from './arns';
import { EcsEvents } from './events';
import { Hosts } from './hosts';
import { ServiceScheduler } from './scheduler';
import type {
  CapacityProvider,
  Cluster,
  ContainerDefinition,
  EcsService,
  EcsState,
  TaskDefinition,
} from './state';
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
> &
  Partial<Pick<EcsService, 'loadBalancers'>>;

export type ServiceUpdate = Partial<
  Pick<EcsService, 'desiredCount' | 'minimumHealthyPercent' | 'maximumPercent'>
>;

/** ECS without its wire: state, and what changes it. */
export class Ecs {
  readonly state: EcsState = {
    clusters: new Map(),
    taskDefinitions: new Map(),
    hosts: new Map(),
    capacityProviders: new Map(),
  };
  readonly life: TaskLife;
  /** Told of each capacity provider as it is created. */
  onCapacityProvider: (provider: CapacityProvider) => void = () => undefined;
  readonly hosts: Hosts;
  private readonly scheduler: ServiceScheduler;

  constructor(readonly env: Environment) {
    const events = new EcsEvents(env);
    this.scheduler = new ServiceScheduler(env, events, () => this.life);
    const requestPass = (cluster: Cluster) => this.scheduler.request(cluster);
    this.life = new TaskLife(env, events, requestPass);
    this.hosts = new Hosts(env, this.state, this.life, events, requestPass);
  }

  /** Creates a cluster; one that exists is answered as it is, as ECS does. */
  createCluster(name: string): Cluster {
    const existing = this.state.clusters.get(name);
    if (existing) return existing;
    const cluster: Cluster = {
      name,
      arn: clusterArn(this.env, name),
      instances: new Map(),
      tasks: new Map(),
      services: new Map(),
      capacityProviders: [],
    };
    this.state.clusters.set(name, cluster);
    return cluster;
  }

  addCapacityProvider(provider: CapacityProvider): void {
    this.onCapacityProvider(provider);
    this.state.capacityProviders.set(provider.name, provider);
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
      loadBalancers: [],
      ...input,
      arn: serviceArn(this.env, input.cluster.name, input.name),
      deploymentId: newDeploymentId(),
      createdAtMs: this.env.clock.now(),
      status: 'ACTIVE',
      tasks: new Set(),
      tasksOn: new Map(),
      remembered: new Set(),
      steady: false,
      unplacedSinceMs: undefined,
      events: [],
    };
    input.cluster.services.set(input.name, service);
    this.scheduler.request(input.cluster);
    return service;
  }

  updateService(service: EcsService, update: ServiceUpdate): void {
    Object.assign(service, update);
    this.scheduler.request(service.cluster);
  }

  setDesiredCount(service: EcsService, desiredCount: number): void {
    this.updateService(service, { desiredCount });
  }

  /** DRAINING until its last task has stopped, then INACTIVE. */
  deleteService(service: EcsService): void {
    service.status = 'DRAINING';
    this.updateService(service, { desiredCount: 0 });
  }
}
