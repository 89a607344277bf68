import type { Environment } from '../environment';
import { newUuid } from '../ids';
import { activeInstances, misfit, placeFor } from './placement';
import { planReplicas } from './replica-plan';
import {
  type Cluster,
  type ContainerInstance,
  type EcsService,
  isRunning,
  isWanted,
  type Task,
} from './state';
import type { TaskLife } from './task-life';

/** How many events a service keeps, as DescribeServices answers them. */
const EVENTS_KEPT = 100;

/** The service scheduler: brings every service of a cluster nearer to what is wanted, one pass at a time. */
export class ServiceScheduler {
  private readonly requested = new Set<Cluster>();

  constructor(
    private readonly env: Environment,
    private readonly life: () => TaskLife,
  ) {}

  /** Asks for a pass; several requests in the same instant are one pass. */
  request(cluster: Cluster): void {
    if (this.requested.has(cluster)) return;
    this.requested.add(cluster);
    this.env.clock.scheduleAfter(0, () => {
      this.requested.delete(cluster);
      for (const service of cluster.services.values()) {
        if (service.scheduling === 'REPLICA') this.reconcileReplicas(service);
        else this.reconcileDaemon(service);
      }
    });
  }

  private reconcileReplicas(service: EcsService): void {
    for (const task of service.tasks) {
      if (onDraining(task) && isWanted(task) && !isRunning(task)) this.stopDrained(task);
    }
    const wanted = [...service.tasks].filter(isWanted);
    const drained = wanted.filter(onDraining);
    const elsewhere = wanted.filter((task) => !onDraining(task));
    const runningElsewhere = elsewhere.filter(isRunning).length;
    const plan = planReplicas({
      desired: service.desiredCount,
      runningElsewhere,
      pendingElsewhere: elsewhere.length - runningElsewhere,
      runningOnDraining: drained.length,
      minimumHealthyPercent: service.minimumHealthyPercent,
      maximumPercent: service.maximumPercent,
    });
    for (const task of drained.slice(0, plan.stopOnDraining)) this.stopDrained(task);
    for (const task of elsewhere.reverse().slice(0, plan.stopElsewhere)) {
      this.life().stop(task, 'ServiceSchedulerInitiated', scalingReason(service));
    }
    for (let started = 0; started < plan.start; started += 1) {
      const instance = placeFor(service.cluster, service.definition, service);
      if (!instance) {
        this.event(
          service,
          `was unable to place a task because no container instance met all of its requirements.`,
        );
        return;
      }
      this.launch(service, instance);
    }
  }

  private reconcileDaemon(service: EcsService): void {
    const covered = new Set([...service.tasks].filter(isWanted).map(({ instance }) => instance));
    for (const instance of activeInstances(service.cluster)) {
      if (!covered.has(instance) && misfit(instance, service.definition) === undefined)
        this.launch(service, instance);
    }
    for (const task of service.tasks) {
      if (!isWanted(task) || !onDraining(task)) continue;
      if (!isRunning(task) || !hasRunningReplicas(task.instance)) this.stopDrained(task);
    }
  }

  private launch(service: EcsService, instance: ContainerInstance): void {
    const { definition, deploymentId: startedBy } = service;
    const task = this.life().launch({
      definition,
      instance,
      group: `service:${service.name}`,
      startedBy,
      service,
    });
    this.event(service, `has started 1 tasks: (task ${task.id}).`);
  }

  private stopDrained(task: Task): void {
    this.life().stop(
      task,
      'ServiceSchedulerInitiated',
      `(instance ${task.instance.ec2InstanceId}) is draining`,
    );
  }

  private event(service: EcsService, what: string): void {
    const message = `(service ${service.name}) ${what}`;
    service.events.unshift({ id: newUuid(), createdAt: new Date(this.env.clock.now()), message });
    service.events.length = Math.min(service.events.length, EVENTS_KEPT);
  }
}

const onDraining = (task: Task): boolean => task.instance.status === 'DRAINING';

/**
 * Daemon tasks are stopped once no replica task on the instance is RUNNING any more. Seen in the field: ECS does not
 * wait for the replicas to be STOPPED.
 */
const hasRunningReplicas = (instance: ContainerInstance): boolean =>
  [...instance.tasks].some((task) => task.role === 'replica' && task.lastStatus === 'RUNNING');

const scalingReason = (service: EcsService): string =>
  `Scaling activity initiated by (deployment ${service.deploymentId})`;
