import type { Memory } from './memory';

/**
 * Whose hook is it? Ours: named by configuration, or one that notifies the topic that the message came through.
 * Theirs: seen, and neither.
 */
export function hookOwnershipOf({ signal, spec, lifecycleHook }: Memory): 'ours' | 'theirs' | 'unknown' {
  if (signal === undefined) return 'unknown';
  if (spec.lifecycleHooks.includes(signal.lifecycleHookName)) return 'ours';
  if (lifecycleHook === undefined) return 'unknown';
  return lifecycleHook.notificationTargetArn === signal.topicArn ? 'ours' : 'theirs';
}
