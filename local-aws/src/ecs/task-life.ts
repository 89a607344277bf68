import type { Environment } from '../environment';
import type { ContainerEnd, TaskStatus } from '../record-entries';
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
  constructor(
    private readonly env: Environment,
    /** Told whenever the service scheduler may have something to do. */
    private readonly onChange: (cluster: Cluster) => void,
  ) {}

  launch(launch: Launch): Task {
    const task = newTask(this.env, launch);
    const { cluster, instance, service, definition } = task;
    cluster.tasks.set(task.id, task);
    instance.tasks.add(task);
    service?.tasks.add(task);
    this.enter(task, 'PROVISIONING');
    this.enter(task, 'PENDING');
    const startMs = Math.max(...definition.containers.map(({ behaviour }) => behaviour.startMs));
    this.env.clock.scheduleAfter(startMs, () => this.start(task));
    return task;
  }

  /** Orders a task to stop: SIGTERM to its containers, SIGKILL after their stop timeouts. Harmless when repeated. */
  stop(task: Task, stopCode: StopCode, reason: string): void {
    if (task.desiredStatus === 'STOPPED') return;
    this.wantStopped(task, stopCode, reason);
    // What an order answers is the state before it takes hold: a running task is answered as RUNNING.
    this.env.clock.scheduleAfter(0, () => {
      if (task.lastStatus === 'STOPPED') return;
      if (task.containers.some((container) => container.lastStatus === 'RUNNING')) {
        this.enter(task, 'DEACTIVATING');
        this.enter(task, 'STOPPING');
        task.containers.forEach((container) => this.sigterm(task, container));
        this.onChange(task.cluster);
      } else {
        this.finish(task);
      }
    });
  }

  /** The host is gone: its tasks are STOPPED, and containers that still ran were cut short. */
  hostTerminated(instance: ContainerInstance): void {
    for (const task of [...instance.tasks]) {
      for (const container of task.containers) {
        if (container.lastStatus === 'RUNNING') this.end(task, container, 'cut-short', undefined);
      }
      this.wantStopped(
        task,
        'TerminationNotice',
        `Host EC2 (instance ${instance.ec2InstanceId}) terminated.`,
      );
      this.finish(task);
    }
  }

  /** The instance was deregistered by force: ECS forgets its tasks, whose containers run on unattended. */
  orphan(task: Task): void {
    this.wantStopped(task, 'UserInitiated', 'Container instance deregistered by force.');
    if (task.lastStatus === 'STOPPED') return;
    this.markStopped(task);
    if (task.containers.every((container) => container.lastStatus !== 'RUNNING'))
      task.instance.tasks.delete(task);
  }

  private start(task: Task): void {
    if (task.desiredStatus === 'STOPPED') return;
    for (const container of task.containers) {
      container.lastStatus = 'RUNNING';
      const { runMs } = container.definition.behaviour;
      if (runMs !== undefined) this.endAfter(task, container, runMs, 'by-itself', 0);
    }
    task.startedAtMs = this.env.clock.now();
    this.enter(task, 'ACTIVATING');
    this.enter(task, 'RUNNING');
    this.onChange(task.cluster);
  }

  private sigterm(task: Task, container: Container): void {
    if (container.lastStatus !== 'RUNNING') return;
    const { behaviour, stopTimeoutMs } = container.definition;
    if (!behaviour.ignoresSigterm && behaviour.stopMs <= stopTimeoutMs) {
      this.endAfter(task, container, behaviour.stopMs, 'sigterm', 143);
    } else {
      this.endAfter(task, container, stopTimeoutMs, 'sigkill', 137);
    }
  }

  private endAfter(task: Task, container: Container, ms: number, how: ContainerEnd, exitCode: number): void {
    const cancel = this.env.clock.scheduleAfter(ms, () => {
      this.end(task, container, how, exitCode);
      this.afterEnd(task, container);
    });
    container.timers.push(cancel);
  }

  private end(task: Task, container: Container, how: ContainerEnd, exitCode: number | undefined): void {
    container.lastStatus = 'STOPPED';
    container.exitCode = exitCode;
    container.timers.forEach((cancel) => cancel());
    this.env.record.append({
      kind: 'container-ended',
      taskArn: task.arn,
      containerName: container.definition.name,
      containerInstanceArn: task.instance.arn,
      ec2InstanceId: task.instance.ec2InstanceId,
      how,
    });
  }

  private afterEnd(task: Task, container: Container): void {
    if (task.containers.every(({ lastStatus }) => lastStatus === 'STOPPED')) {
      this.wantStopped(task, 'EssentialContainerExited', 'Essential container in task exited');
      this.finish(task);
    } else if (container.definition.essential) {
      this.stop(task, 'EssentialContainerExited', 'Essential container in task exited');
    }
  }

  private wantStopped(task: Task, stopCode: StopCode, reason: string): void {
    if (task.desiredStatus === 'STOPPED') return;
    task.desiredStatus = 'STOPPED';
    task.stoppingAtMs = this.env.clock.now();
    task.stopCode = stopCode;
    task.stoppedReason = reason;
    this.enter(task, task.lastStatus);
  }

  private finish(task: Task): void {
    task.instance.tasks.delete(task);
    if (task.lastStatus === 'STOPPED') return;
    this.enter(task, 'DEPROVISIONING');
    this.markStopped(task);
  }

  private markStopped(task: Task): void {
    task.stoppedAtMs = this.env.clock.now();
    task.service?.tasks.delete(task);
    this.enter(task, 'STOPPED');
    this.env.clock.scheduleAfter(REMEMBERED_MS, () => task.cluster.tasks.delete(task.id));
    this.onChange(task.cluster);
  }

  private enter(task: Task, status: TaskStatus): void {
    task.lastStatus = status;
    task.version += 1;
    this.env.record.append(taskRecord(task));
  }
}
