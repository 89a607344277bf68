import type { Entry } from '../../format/message-of';

/** Why EC2 reclaims an instance, as EC2 confirmed. `meaning` is Markdown for the docs; `message` is what the status says. */
export const reclaimCauses = {
  state: {
    meaning: 'The instance is stopping or shutting down, or is stopped or terminated.',
    message: 'it is being stopped or terminated',
  },
  'spot-interruption': {
    meaning: 'EC2 interrupts the Spot instance two minutes after the notice.',
    message: 'a spot interruption',
  },
  'scheduled-change': {
    meaning: 'AWS has scheduled an event that stops, reboots or retires the instance.',
    message: 'a scheduled change',
  },
  'rebalance-recommendation': {
    meaning: 'EC2 recommends rebalancing, and `rebalanceRecommendations` is `drain`.',
    message: 'a rebalance recommendation',
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type ReclaimCause = keyof typeof reclaimCauses;
