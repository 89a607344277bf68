import type { ContainerInstance, Protection, Task } from '../observation/observation';

/** The instance in ECS, as it was seen last. */
export type Host =
  | { readonly kind: 'not-seen' }
  /** In no candidate cluster since then. */
  | { readonly kind: 'absent'; readonly since: number }
  | Registration;

/** One registration of the instance in a cluster: what is known of it ends with it. */
export interface Registration {
  readonly kind: 'registered';
  readonly containerInstance: ContainerInstance;
  /** We requested DRAINING, so it is ours to undo; and ECS accepted that then. */
  readonly drainingRequest: { readonly acceptedAt: number | undefined } | undefined;
  /** First seen DRAINING, or on its way out, then, whatever set it. */
  readonly drainingSince: number | undefined;
  readonly agentDisconnectedSince: number | undefined;
  /** Tasks in scale-in protection; undefined until read. */
  readonly protections: readonly Protection[] | undefined;
  /** Undefined until its tasks were listed, which takes an instance that is not ACTIVE. */
  readonly listing: TaskListing | undefined;
}

export interface TaskListing {
  /** Not STOPPED when last seen, sorted by ARN. */
  readonly tasks: readonly Task[];
  /** No task is left that the drain waits for, since then. */
  readonly emptySince: number | undefined;
}

export const newRegistration = (containerInstance: ContainerInstance): Registration => ({
  kind: 'registered',
  containerInstance,
  drainingRequest: undefined,
  drainingSince: undefined,
  agentDisconnectedSince: undefined,
  protections: undefined,
  listing: undefined,
});

export interface WithHost {
  readonly host: Host;
}

export const registrationOf = ({ host }: WithHost): Registration | undefined =>
  host.kind === 'registered' ? host : undefined;

/** Undefined until they were listed. */
export const tasksOf = (state: WithHost): readonly Task[] | undefined =>
  registrationOf(state)?.listing?.tasks;

/** Changes what is known of the registration; nothing where there is none. */
export const withRegistration = <S extends WithHost>(state: S, change: Partial<Registration>): S =>
  state.host.kind === 'registered' ? { ...state, host: { ...state.host, ...change } } : state;
