import type { Environment } from '../environment';
import type { ContainerEnd } from '../record-entries';
import { isStill } from './agent';
import type { Container, Task } from './state';

/** Containers as they run and end on their host, whatever ECS knows of it. */
export class ContainerLife {
  constructor(
    private readonly env: Environment,
    /** Told of each container that ends in its own time or after SIGTERM. */
    private readonly onEnd: (task: Task, container: Container) => void,
  ) {}

  start(task: Task, container: Container): void {
    container.running = true;
    const { runMs } = container.definition.behaviour;
    if (runMs !== undefined) this.endAfter(task, container, runMs, 'by-itself', 0);
  }

  /** Ends it in its own time, or with SIGKILL after its stop timeout. */
  sigterm(task: Task, container: Container): void {
    if (!container.running) return;
    const { behaviour, stopTimeoutMs } = container.definition;
    const kills = this.env.rules.holds('sigkill-after-stop-timeout');
    if (!behaviour.ignoresSigterm && (behaviour.stopMs <= stopTimeoutMs || !kills)) {
      this.endAfter(task, container, behaviour.stopMs, 'sigterm', 143);
    } else if (kills) {
      this.endAfter(task, container, stopTimeoutMs, 'sigkill', 137);
    }
  }

  private endAfter(task: Task, container: Container, ms: number, how: ContainerEnd, exitCode: number): void {
    const cancel = this.env.clock.scheduleAfter(ms, () => {
      if (!container.running || isStill(this.env.rules, task.instance)) return;
      this.end(task, container, how, exitCode);
      this.onEnd(task, container);
    });
    container.timers.push(cancel);
  }

  /** The container ends; ECS does not know it yet. */
  end(task: Task, container: Container, how: ContainerEnd, exitCode: number | undefined): void {
    container.running = false;
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
}
