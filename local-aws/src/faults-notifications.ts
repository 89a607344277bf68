import { z } from 'zod';
import type { Clock } from './clock';
import type { Faults, NotificationFault } from './faults';
import type { LocalAwsRecord } from './record';

/** Brings an event to a function. */
export type Deliver = (functionArn: string, event: unknown) => void;

interface Surroundings {
  readonly clock: Clock;
  readonly record: LocalAwsRecord;
  readonly faults: Faults;
}

const REORDERED_AT_MOST_SECONDS = 60;

const snsEvent = z.object({ Records: z.tuple([z.object({ Sns: z.object({ TopicArn: z.string() }) })]) });

/** Deliveries as the network makes them: what a notification fault strikes is lost, doubled, late or overtaken. */
export function withNotificationFaults({ clock, record, faults }: Surroundings, deliver: Deliver): Deliver {
  /** What waits to be overtaken, by function. */
  const held = new Map<string, (() => void)[]>();

  const deliverWithHeld = (functionArn: string, event: unknown): void => {
    const overtaken = held.get(functionArn) ?? [];
    held.delete(functionArn);
    deliver(functionArn, event);
    for (const letGo of overtaken) letGo();
  };

  const hold = (functionArn: string, event: unknown, atMostSeconds: number): void => {
    let isHeld = true;
    const letGo = (): void => {
      if (!isHeld) return;
      isHeld = false;
      deliver(functionArn, event);
    };
    held.set(functionArn, [...(held.get(functionArn) ?? []), letGo]);
    clock.scheduleAfter(atMostSeconds * 1000, letGo);
  };

  const strike = (fault: NotificationFault, functionArn: string, event: unknown): void => {
    switch (fault.kind) {
      case 'notification-lost':
        return;
      case 'notification-doubled':
        deliverWithHeld(functionArn, event);
        deliver(functionArn, event);
        return;
      case 'notification-late':
        clock.scheduleAfter(fault.delaySeconds * 1000, () => deliver(functionArn, event));
        return;
      case 'notification-reordered':
        hold(functionArn, event, fault.atMostSeconds ?? REORDERED_AT_MOST_SECONDS);
        return;
    }
  };

  return (functionArn, event) => {
    const topicArn = snsEvent.safeParse(event).data?.Records[0].Sns.TopicArn ?? '';
    const fault = faults.strikeDelivery(topicArn);
    if (!fault) {
      deliverWithHeld(functionArn, event);
      return;
    }
    record.append({ kind: 'notification-fault', topicArn, functionArn, fault: fault.kind });
    strike(fault, functionArn, event);
  };
}
