import type { Environment } from '../environment';
import type { TaskStatus } from '../record-entries';
import { viaAgent } from './agent';
import { ContainerLife } from './container-life';
import type { EcsEvents } from './events';
import { enroll, forget, leaveService, releaseRoom } from './membership';
import type { Cluster, Container, ContainerInstance, StopCode, Task } from './state';
import { type Launch, newTask, taskRecord } from './task';

/** STOPPED tasks and deregistered container instances can be described for about an hour. */
export const REMEMBERED_MS = 3_600_000;

/**
 * The life of tasks and their containers: PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING,
 * DEPROVISIONING, STOPPED.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export class TaskLife {
  private readonly containers: ContainerLife;

  constructor(
    private readonly env: Environment,
    private readonly events: EcsEvents,
    /** Told whenever the service scheduler may have something to do. */
    private readonly onChange: (cluster: Cluster) => void,
  ) {
    this.containers = new ContainerLife(env, (task, container) =>
      viaAgent(env.rules, task.instance, () => this.reportEnd(task, container)),
    );
  }

  launch(launch: Launch): Task {
    const task = newTask(this.env, launch);
    enroll(task);
    this.enter(task, 'PROVISIONING');
    this.enter(task, 'PENDING');
    this.events.ordered(task.instance);
    const startMs = Math.max(...task.definition.containers.map(({ behaviour }) => behaviour.startMs));
    this.env.clock.scheduleAfter(startMs, () =>
      viaAgent(this.env.rules, task.instance, () => this.start(task)),
    );
    return task;
  }

  /** Orders a task to stop: SIGTERM to its containers, SIGKILL after their stop timeouts. Harmless when repeated. */
  stop(task: Task, stopCode: StopCode, reason: string): void {
    if (task.desiredStatus === 'STOPPED') return;
    this.wantStopped(task, stopCode, reason);
    this.events.ordered(task.instance);
    // What an order answers is the state before it takes hold: a running task is answered as RUNNING.
    this.env.clock.scheduleAfter(0, () =>
      viaAgent(this.env.rules, task.instance, () => this.deactivate(task)),
    );
  }

  /** Its containers' processes have ended, says whoever plays them; harmless for those that have ended already. */
  exited(task: Task, exitCode: number): void {
    for (const container of task.containers) {
      if (!container.running) continue;
      this.containers.end(
        task,
        container,
        task.lastStatus === 'STOPPING' ? 'sigterm' : 'by-itself',
        exitCode,
      );
      viaAgent(this.env.rules, task.instance, () => this.reportEnd(task, container));
    }
  }

  /** The host is gone: its tasks are STOPPED, and containers that still ran were cut short. */
  hostTerminated(instance: ContainerInstance): void {
    instance.backlog.length = 0;
    for (const task of [...instance.tasks]) {
      for (const container of task.containers) {
        if (container.running) this.containers.end(task, container, 'cut-short', undefined);
      }
      if (!this.env.rules.holds('host-termination-stops-tasks')) continue;
      const reason = `Host EC2 (instance ${instance.ec2InstanceId}) terminated.`;
      this.wantStopped(task, 'TerminationNotice', reason);
      this.finish(task);
    }
  }

  /** The host was stopped: what ran there was cut short. ECS hears of it when the agent connects again. */
  hostStopped(instance: ContainerInstance): void {
    for (const task of [...instance.tasks]) {
      for (const container of task.containers) {
        if (!container.running) continue;
        this.containers.end(task, container, 'cut-short', undefined);
        viaAgent(this.env.rules, instance, () => this.reportEnd(task, container));
      }
    }
  }

  /** The instance was deregistered by force: ECS forgets its tasks, whose containers run on unattended. */
  orphan(task: Task): void {
    this.wantStopped(task, 'UserInitiated', 'Container instance deregistered by force.');
    if (task.lastStatus === 'STOPPED') return;
    this.markStopped(task);
    if (!this.env.rules.holds('forced-deregistration-orphans-containers')) {
      for (const container of task.containers)
        if (container.running) this.containers.end(task, container, 'sigkill', 137);
    }
    if (task.containers.every(({ running }) => !running)) task.instance.tasks.delete(task);
  }

  private start(task: Task): void {
    if (task.desiredStatus === 'STOPPED') return;
    for (const container of task.containers) {
      container.lastStatus = 'RUNNING';
      this.containers.start(task, container);
    }
    task.startedAtMs = this.env.clock.now();
    this.enter(task, 'ACTIVATING');
    this.enter(task, 'RUNNING');
    this.onChange(task.cluster);
  }

  /** A target group's deregistration delay passes before SIGTERM. */
  private deactivate(task: Task): void {
    if (task.lastStatus === 'STOPPED') return;
    if (!task.containers.some(({ running }) => running)) {
      this.finish(task);
      return;
    }
    this.enter(task, 'DEACTIVATING');
    const delayMs = this.deregistrationDelayMs(task);
    if (delayMs === 0) this.sigtermAll(task);
    else {
      this.env.clock.scheduleAfter(delayMs, () =>
        viaAgent(this.env.rules, task.instance, () => this.sigtermAll(task)),
      );
    }
    this.onChange(task.cluster);
  }

  private deregistrationDelayMs({ service, containers }: Task): number {
    const isTarget = service !== undefined && service.loadBalancers.length > 0;
    if (!isTarget || !this.env.rules.holds('deregistration-delay-comes-before-sigterm')) return 0;
    return Math.max(...containers.map(({ definition }) => definition.behaviour.deregistrationDelayMs));
  }

  private sigtermAll(task: Task): void {
    if (task.lastStatus !== 'DEACTIVATING') return;
    this.enter(task, 'STOPPING');
    for (const container of task.containers) this.containers.sigterm(task, container);
  }

  private reportEnd(task: Task, container: Container): void {
    container.lastStatus = 'STOPPED';
    const exited = ['EssentialContainerExited', 'Essential container in task exited'] as const;
    if (task.containers.every(({ running }) => !running)) {
      const wasWanted = task.desiredStatus === 'RUNNING';
      this.wantStopped(task, ...exited);
      this.finish(task);
      this.events.stopped(task.instance, wasWanted);
    } else if (
      container.definition.essential &&
      this.env.rules.holds('essential-containers-end-their-task')
    ) {
      this.stop(task, ...exited);
    }
  }

  private wantStopped(task: Task, stopCode: StopCode, reason: string): void {
    if (task.desiredStatus === 'STOPPED') return;
    task.desiredStatus = 'STOPPED';
    task.stoppingAtMs = this.env.clock.now();
    task.stopCode = stopCode;
    task.stoppedReason = reason;
    if (!this.env.rules.holds('stopping-tasks-hold-their-room')) releaseRoom(task);
    this.enter(task, task.lastStatus);
  }

  private finish(task: Task): void {
    task.instance.tasks.delete(task);
    releaseRoom(task);
    if (task.lastStatus === 'STOPPED') return;
    this.enter(task, 'DEPROVISIONING');
    this.markStopped(task);
  }

  private markStopped(task: Task): void {
    task.stoppedAtMs = this.env.clock.now();
    for (const container of task.containers) container.lastStatus = 'STOPPED';
    leaveService(task);
    this.enter(task, 'STOPPED');
    if (this.env.rules.holds('stopped-tasks-are-forgotten')) {
      this.env.clock.scheduleAfter(REMEMBERED_MS, () => forget(task));
    }
    this.onChange(task.cluster);
  }

  private enter(task: Task, status: TaskStatus): void {
    task.lastStatus = status;
    task.version += 1;
    this.env.record.append(taskRecord(task));
    this.events.task(task);
  }
}
