import type { Environment } from '../environment';
import type { EcsEvents } from './events';
import { activeInstances, misfit, placeFor } from './placement';
import { planReplicas } from './replica-plan';
import { serviceNews } from './service-news';
import {
  type Cluster,
  type ContainerInstance,
  type EcsService,
  isProtected,
  isRunning,
  isWanted,
  type Task,
} from './state';
import type { TaskLife } from './task-life';

/** The service scheduler: brings every service of a cluster nearer to what is wanted, one pass at a time. */
export class ServiceScheduler {
  private readonly requested = new Set<Cluster>();
  private readonly news: ReturnType<typeof serviceNews>;

  constructor(
    private readonly env: Environment,
    events: EcsEvents,
    private readonly life: () => TaskLife,
  ) {
    this.news = serviceNews(env, events);
  }

  /** Asks for a pass; several requests in the same instant are one pass. */
  request(cluster: Cluster): void {
    if (this.requested.has(cluster)) return;
    this.requested.add(cluster);
    this.env.clock.scheduleAfter(0, () => {
      this.requested.delete(cluster);
      for (const service of cluster.services.values()) this.reconcile(service);
      if (!this.env.rules.holds('draining-leaves-standalone-tasks')) this.stopStandalone(cluster);
    });
  }

  private reconcile(service: EcsService): void {
    switch (service.status) {
      case 'INACTIVE':
        return;
      case 'DRAINING':
        for (const task of [...service.tasks]) this.stop(service, task, scalingReason(service));
        if (service.tasks.size === 0) service.status = 'INACTIVE';
        return;
      case 'ACTIVE':
        if (service.scheduling === 'REPLICA') this.reconcileReplicas(service);
        else this.reconcileDaemon(service);
    }
  }

  private reconcileReplicas(service: EcsService): void {
    const { rules } = this.env;
    if (rules.holds('draining-stops-pending-service-tasks')) {
      for (const task of service.tasks) {
        if (onDraining(task) && isWanted(task) && !isRunning(task)) this.stopDrained(service, task);
      }
    }
    const wanted = [...service.tasks].filter(isWanted);
    const drained = wanted.filter(onDraining);
    const elsewhere = wanted.filter((task) => !onDraining(task));
    const runningElsewhere = elsewhere.filter(isRunning).length;
    const isBound = rules.holds('draining-keeps-deployment-bounds');
    const plan = planReplicas({
      desired: service.desiredCount,
      runningElsewhere,
      pendingElsewhere: elsewhere.length - runningElsewhere,
      runningOnDraining: drained.length,
      minimumHealthyPercent: isBound ? service.minimumHealthyPercent : 0,
      maximumPercent: isBound ? service.maximumPercent : Number.MAX_SAFE_INTEGER,
    });
    const movable = drained.filter(
      (task) => rules.holds('draining-stops-protected-tasks') || !this.isSafe(task),
    );
    for (const task of movable.slice(0, plan.stopOnDraining)) this.stopDrained(service, task);
    const spare = elsewhere.filter(
      (task) => !this.isSafe(task) || !rules.holds('protection-guards-from-scale-in'),
    );
    for (const task of spare.reverse().slice(0, plan.stopElsewhere)) {
      this.stop(service, task, scalingReason(service));
    }
    if (!this.start(service, plan.start)) return;
    const isSettled = drained.length === 0 && runningElsewhere === service.desiredCount;
    if (isSettled && service.tasks.size === service.desiredCount) this.news.steady(service);
  }

  /** Whether all could be placed. */
  private start(service: EcsService, count: number): boolean {
    for (let started = 0; started < count; started += 1) {
      const instance = placeFor(this.env.rules, service.cluster, service.definition, service);
      if (!instance) {
        this.news.unplaced(service);
        return false;
      }
      this.launch(service, instance);
    }
    return true;
  }

  private reconcileDaemon(service: EcsService): void {
    const { rules } = this.env;
    for (const instance of activeInstances(rules, service.cluster, service)) {
      const isCovered = [...instance.tasks].some((task) => task.service === service && isWanted(task));
      if (!isCovered && misfit(rules, instance, service.definition) === undefined)
        this.launch(service, instance);
    }
    for (const task of service.tasks) {
      if (isWanted(task) && onDraining(task) && this.daemonMayStop(task)) this.stopDrained(service, task);
    }
  }

  /** Daemon tasks are stopped after the replicas; in the field, ECS does not wait for those to be STOPPED. */
  private daemonMayStop(daemon: Task): boolean {
    const { rules } = this.env;
    if (!isRunning(daemon) || !rules.holds('draining-stops-daemons-last')) return true;
    const isOver = rules.holds('daemons-do-not-wait-for-stopped')
      ? ({ lastStatus }: Task) => lastStatus !== 'RUNNING'
      : ({ lastStatus }: Task) => lastStatus === 'STOPPED';
    return [...daemon.instance.tasks].every((task) => task.role !== 'replica' || isOver(task));
  }

  private launch(service: EcsService, instance: ContainerInstance): void {
    const { definition, deploymentId: startedBy } = service;
    const group = `service:${service.name}`;
    this.news.started(service, this.life().launch({ definition, instance, group, startedBy, service }));
  }

  private stopDrained(service: EcsService, task: Task): void {
    this.stop(service, task, `(instance ${task.instance.ec2InstanceId}) is draining`);
  }

  private stop(service: EcsService, task: Task, reason: string): void {
    if (!isWanted(task)) return;
    this.life().stop(task, 'ServiceSchedulerInitiated', reason);
    this.news.stopped(service, task);
  }

  /** What DRAINING would do if its rule did not hold. */
  private stopStandalone(cluster: Cluster): void {
    for (const task of cluster.tasks.values()) {
      if (!task.service && onDraining(task)) this.life().stop(task, 'ServiceSchedulerInitiated', 'draining');
    }
  }

  private isSafe(task: Task): boolean {
    return isProtected(task, this.env.clock.now());
  }
}

const onDraining = (task: Task): boolean => task.instance.status === 'DRAINING';

const scalingReason = (service: EcsService): string =>
  `Scaling activity initiated by (deployment ${service.deploymentId})`;
