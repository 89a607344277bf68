/** Every kind of message that may come through the topic. The first that matches parses it. */
import type { Carrier, Message, MessageKind } from './message-kind';
import { ignored, malformed, type Parsed } from './parsed';
import { launchLifecycleAction, plainGroupNotification, testNotification } from './ignored-kinds';
import { terminateLifecycleAction } from './terminate-lifecycle-action';

export const messageKinds: readonly MessageKind[] = [
  terminateLifecycleAction,
  launchLifecycleAction,
  testNotification,
  plainGroupNotification,
];

/** Turns a message's text into what it is. Total: whatever the text, it answers and does not throw. */
export function parseMessage(text: string, carrier: Carrier): Parsed {
  const message = parseObject(text);
  if (message === undefined) return malformed('expected a JSON object');
  const kind = messageKinds.find((candidate) => candidate.matches(message, carrier));
  return kind ? kind.parse(message, carrier) : ignored('not a message that Auto Scaling sends');
}

function parseObject(text: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Message; // any JSON object is one
  } catch {
    return undefined;
  }
}
