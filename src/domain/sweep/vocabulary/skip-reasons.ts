import type { Entry } from '../../format/message-of';

/** Why a sweep leaves a waiting instance alone. `meaning` is Markdown for the docs; `message` is what the sweep's result says. */
export const skipReasons = {
  'group-not-allowed': {
    meaning: 'The group of the instance is not among `ECS_DRAIN_GROUPS`.',
    message: 'its group is not among ECS_DRAIN_GROUPS',
  },
  'not-our-hook': {
    meaning: 'No termination hook of the group is ours.',
    message: 'none of the hooks of its group is ours',
  },
  'drain-runs': { meaning: 'A drain runs and knows of the hook.', message: 'its drain runs' },
  cancelled: {
    meaning: 'An operator cancelled a drain that knew of the hook, whatever drains ran later.',
    message: 'an operator cancelled its drain',
  },
  completed: {
    meaning:
      'The last drain completed the lifecycle action of the hook, or found it completed. The instance waits in the hook of another tool.',
    message: 'its drain is over and the action completed; it waits in a hook of another tool',
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type SkipReason = keyof typeof skipReasons;
