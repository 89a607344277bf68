/** Every kind of message that may reach the starter. The first that matches parses it. */
import { ignoredKinds, warmPoolMove } from './ignored-kinds';
import { instanceStateChange } from './instance-state-change';
import type { Transport, Message, MessageKind, ParseOptions } from './message-kind';
import { ignored, type Parsed } from './parsed';
import { unknownKind } from './parsed-record';
import { rebalanceRecommendation } from './rebalance-recommendation';
import { scheduledChange } from './scheduled-change';
import { spotInterruption } from './spot-interruption';
import { taskStopped } from './task-stopped';
import { terminateLifecycleAction } from './terminate-lifecycle-action';

export const messageKinds: readonly MessageKind[] = [
  // Before the termination that it looks like.
  warmPoolMove,
  terminateLifecycleAction,
  spotInterruption,
  scheduledChange,
  instanceStateChange,
  rebalanceRecommendation,
  taskStopped,
  ...ignoredKinds,
];

export interface ParsedMessage {
  /** Name of the kind; `unknown`: none of them. */
  readonly messageKind: string;
  readonly parsed: Parsed;
}

/** Says what a message is. Total: whatever it holds, it answers and does not throw. */
export function parseMessage(message: Message, transport: Transport, options: ParseOptions): ParsedMessage {
  const kind = messageKinds.find((candidate) => candidate.matches(message));
  if (!kind)
    return { messageKind: unknownKind, parsed: ignored('not a message that tells of an instance or task') };
  const parsed =
    kind.takenFrom === 'event-bus' && transport.kind !== 'event-bus'
      ? ignored(`taken from EventBridge alone: any publisher to a ${transport.kind} could forge it`)
      : kind.parse(message, transport, options);
  return { messageKind: kind.name, parsed };
}
