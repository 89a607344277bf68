/** What an operator can set for a drain. Validated where it enters (src/config.ts); plain data here. */
export interface Spec {
  /** From one look to the next while something moves, in seconds. */
  readonly resyncSeconds: number;
  /** How long an instance must be seen in no cluster, or not terminating, before that is believed, in seconds. */
  readonly absenceGraceSeconds: number;
  /** The longest time between two heartbeats, in seconds. The hook's own timeout may ask for a shorter one. */
  readonly heartbeatSeconds: number;
  /** Names of lifecycle hooks that are ours, besides those that notify the topic a message came through. */
  readonly lifecycleHooks: readonly string[];
}

export const defaultSpec: Spec = {
  resyncSeconds: 10,
  absenceGraceSeconds: 20,
  heartbeatSeconds: 1200,
  lifecycleHooks: [],
};
