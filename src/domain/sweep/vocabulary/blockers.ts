/** Why a sweep could start no drain at all: its result says the message and the remedy. */
export const blockers = {
  'our-hooks-unknown': {
    // A message would tell by its topic, but a sweep has none.
    message: 'no setting says which lifecycle hooks are ours',
    remedy: 'Set ECS_DRAIN_NOTIFICATION_TARGETS, or ECS_DRAIN_LIFECYCLE_HOOKS, for the workers',
  },
} as const satisfies Readonly<Record<string, { readonly message: string; readonly remedy: string }>>;

export type Blocker = keyof typeof blockers;
