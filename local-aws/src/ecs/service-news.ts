import type { Environment } from '../environment';
import { newUuid } from '../ids';
import type { EcsEvents } from './events';
import { misfit, type Misfit, takesTasks } from './placement';
import type { EcsService, Task } from './state';

/** How many events a service keeps, as DescribeServices answers them. */
const EVENTS_KEPT = 100;

/** "Duplicate event messages are omitted until either the cause is resolved or six hours passes." */
const REPEATED_AFTER_MS = 6 * 3_600_000;

const words: Readonly<Record<Misfit, string>> = {
  AGENT: 'has its agent disconnected',
  'RESOURCE:CPU': 'has insufficient CPU units available',
  'RESOURCE:MEMORY': 'has insufficient memory available',
};

/**
 * What a service says of itself, in DescribeServices and to EventBridge.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html
 */
export function serviceNews({ clock, rules }: Environment, events: EcsEvents) {
  const say = (service: EcsService, what: string): void => {
    const message = `(service ${service.name}) ${what}`;
    service.events.unshift({ id: newUuid(), createdAtMs: clock.now(), message });
    service.events.length = Math.min(service.events.length, EVENTS_KEPT);
  };
  return {
    started(service: EcsService, task: Task): void {
      service.steady = false;
      service.unplacedSinceMs = undefined;
      say(service, `has started 1 tasks: (task ${task.id}).`);
    },
    stopped(service: EcsService, task: Task): void {
      service.steady = false;
      say(service, `has stopped 1 running tasks: (task ${task.id}).`);
    },
    steady(service: EcsService): void {
      service.unplacedSinceMs = undefined;
      if (service.steady) return;
      service.steady = true;
      say(service, 'has reached a steady state.');
      events.steady(service);
    },
    unplaced(service: EcsService): void {
      service.steady = false;
      if (!rules.holds('placement-failures-are-told')) return;
      if (clock.now() < (service.unplacedSinceMs ?? -Infinity) + REPEATED_AFTER_MS) return;
      service.unplacedSinceMs = clock.now();
      const closest = [...service.cluster.instances.values()].find((instance) =>
        takesTasks(rules, instance, service),
      );
      const reason = closest && misfit(rules, closest, service.definition);
      const because =
        closest && reason
          ? `The closest matching (container-instance ${closest.id}) ${words[reason]}.`
          : 'Reason: No Container Instances were found in your cluster.';
      say(
        service,
        `was unable to place a task because no container instance met all of its requirements. ${because}`,
      );
      events.placementFailed(service, reason ?? 'RESOURCE', closest ? [closest.arn] : []);
    },
  };
}
