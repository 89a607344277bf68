import type { Clock } from './clock';
import type { Faults, NotificationFault } from './faults';
import type { LocalAwsRecord } from './record';

/** Brings a message of a topic, or an event of an EventBridge rule, to an endpoint: a function's ARN or a queue's. */
export type Network = (sourceArn: string, endpointArn: string, deliver: () => void) => void;

interface Surroundings {
  readonly clock: Clock;
  readonly record: LocalAwsRecord;
  readonly faults: Faults;
}

const REORDERED_AT_MOST_SECONDS = 60;

/** Deliveries as the network makes them: what a notification fault strikes is lost, doubled, late or overtaken. */
export function notificationNetwork({ clock, record, faults }: Surroundings): Network {
  /** What waits to be overtaken, by endpoint. */
  const held = new Map<string, (() => void)[]>();

  const deliverWithHeld = (endpointArn: string, deliver: () => void): void => {
    const overtaken = held.get(endpointArn) ?? [];
    held.delete(endpointArn);
    deliver();
    for (const letGo of overtaken) letGo();
  };

  const hold = (endpointArn: string, deliver: () => void, atMostSeconds: number): void => {
    let isHeld = true;
    const letGo = (): void => {
      if (!isHeld) return;
      isHeld = false;
      deliver();
    };
    held.set(endpointArn, [...(held.get(endpointArn) ?? []), letGo]);
    clock.scheduleAfter(atMostSeconds * 1000, letGo);
  };

  const strike = (fault: NotificationFault, endpointArn: string, deliver: () => void): void => {
    switch (fault.kind) {
      case 'notification-lost':
        return;
      case 'notification-doubled':
        deliverWithHeld(endpointArn, deliver);
        deliver();
        return;
      case 'notification-late':
        clock.scheduleAfter(fault.delaySeconds * 1000, deliver);
        return;
      case 'notification-reordered':
        hold(endpointArn, deliver, fault.atMostSeconds ?? REORDERED_AT_MOST_SECONDS);
        return;
    }
  };

  return (topicArn, functionArn, deliver) => {
    const fault = faults.strikeDelivery(topicArn);
    if (!fault) {
      deliverWithHeld(functionArn, deliver);
      return;
    }
    record.append({ kind: 'notification-fault', topicArn, functionArn, fault: fault.kind });
    strike(fault, functionArn, deliver);
  };
}
