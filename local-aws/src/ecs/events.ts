import type { Environment } from '../environment';
import { eventBridgeEvent } from '../events';
import { containerInstanceDetail, taskDetail } from './event-details';
import type { Misfit } from './placement';
import type { ContainerInstance, EcsService, Task } from './state';

/**
 * What ECS tells EventBridge, and when.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html and
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_container_instance_events.html
 */
export class EcsEvents {
  constructor(private readonly env: Environment) {}

  /** A task changed its last or its desired status. */
  task(task: Task): void {
    const isFinal = task.lastStatus === 'STOPPED';
    if (!isFinal && !this.env.rules.holds('task-events-for-each-status')) return;
    this.send('ECS Task State Change', task.arn, taskDetail(task, this.env.clock.now()));
  }

  /** A task was ordered to start or to stop there. */
  ordered(instance: ContainerInstance): void {
    if (this.env.rules.holds('instance-events-for-orders')) this.instance(instance);
  }

  /** The agent reported a task STOPPED. `wasWanted`: nobody had ordered it to. */
  stopped(instance: ContainerInstance, wasWanted: boolean): void {
    if (wasWanted || !this.env.rules.holds('no-instance-event-for-the-final-stop')) this.instance(instance);
  }

  /** It was registered or deregistered, or its agent connected or disconnected. */
  changed(instance: ContainerInstance): void {
    if (this.env.rules.holds('instance-events-for-changes')) this.instance(instance);
  }

  placementFailed(service: EcsService, reason: Misfit | 'RESOURCE', closest: readonly string[]): void {
    this.service(service, 'ERROR', 'SERVICE_TASK_PLACEMENT_FAILURE', {
      reason,
      ...(closest.length > 0 && { containerInstanceArns: closest }),
    });
  }

  steady(service: EcsService): void {
    this.service(service, 'INFO', 'SERVICE_STEADY_STATE', {});
  }

  /** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html */
  private service(service: EcsService, eventType: string, eventName: string, more: object): void {
    const createdAt = new Date(this.env.clock.now()).toISOString();
    const detail = { eventType, eventName, clusterArn: service.cluster.arn, createdAt, ...more };
    this.send('ECS Service Action', service.arn, detail);
  }

  /** "Each time a container instance experiences a change that triggers an event, the version counter is incremented." */
  private instance(instance: ContainerInstance): void {
    instance.version += 1;
    const detail = containerInstanceDetail(this.env.rules, instance, this.env.clock.now());
    this.send('ECS Container Instance State Change', instance.arn, detail);
  }

  private send(detailType: string, resource: string, detail: Readonly<Record<string, unknown>>): void {
    const event = eventBridgeEvent(this.env, {
      source: 'aws.ecs',
      detailType,
      resources: [resource],
      detail,
    });
    this.env.record.append({ kind: 'event', event });
  }
}
