/**
 * A drain's state between two decisions, as the workflow keeps it: named parts of plain data, of which a decision records those that
 * have changed. Some are durable: what was said, done and seen first. The others are what AWS showed last: the next observation
 * rebuilds them, and a version that does not understand one drops it.
 */
import { z } from 'zod';
import type { Checkpoint } from '../decide';
import type { KnownHost } from '../observation/observation-request';
import { newDrainState, type DrainState } from './drain-state';
import type { Host, Registration } from './host';
import type { Phase } from '../vocabulary/phases';
import type { Reason } from '../vocabulary/reasons';
import { defaultSpec, type Spec } from '../../spec';
import { packStopTimeouts, unpackStopTimeouts } from './packed-stop-timeouts';
import { packTasks, unpackKnownTasks, unpackTasks } from './packed-tasks';

export type RecordedState = Readonly<Record<string, unknown>>;

/** The state was written by a version of which this one does not understand a durable part. Nothing is done by it. */
export class UnknownStateError extends Error {
  override readonly name = 'UnknownState';
}

/** Members may be added to a part, each with a default in {@link newDrainState}. Another meaning of one is another version. */
const version = 1;

type Members = Readonly<Record<string, readonly (keyof DrainState)[]>>;

/** Which members are in which part: those that change together. */
const durable = {
  core: [
    'ec2InstanceId',
    'startedAt',
    'observationCount',
    'heartbeats',
    'lifecycle',
    'groupOfInstance',
    'reclaim',
    'noticeDeadlineAt',
    'permitRequestedAt',
    'tasksStopped',
    'unchangedSince',
    'fingerprint',
    'completionSent',
    'progress',
  ],
  notices: [
    'lifecycleActions',
    'ec2Notices',
    'operatorRequest',
    'cancelled',
    'commands',
    'intervention',
    'extension',
    'planned',
  ],
} as const satisfies Members;

const rebuilt = {
  facts: ['services', 'stopTimeouts', 'group', 'groupSettings'],
  callErrors: ['callErrors', 'actionError', 'conditions', 'limits'],
} as const satisfies Members;

type Listed = (typeof durable)[keyof typeof durable][number] | (typeof rebuilt)[keyof typeof rebuilt][number];

/** A member that is in no part would be forgotten: then this does not compile. */
export const isComplete: Exclude<keyof DrainState, Listed | 'spec' | 'host'> extends never ? true : never =
  true;

export function recordedStateOf({ state, phase, reason, observeAt, decidedAt }: Checkpoint): RecordedState {
  const parts = Object.fromEntries(
    Object.entries({ ...durable, ...rebuilt }).map(([name, members]) => [
      name,
      { version, ...picked(state, members) },
    ]),
  );
  return plain({
    ...parts,
    core: { ...parts['core'], phase, reason, observeAt, decidedAt },
    facts: { ...parts['facts'], stopTimeouts: packStopTimeouts(state.stopTimeouts) },
    spec: { version, ...changesIn(state.spec) },
    ...recordedHost(state.host),
  });
}

/** Its tasks change on their own, and are parts of their own. */
function recordedHost(host: Host): RecordedState {
  const listing = host.kind === 'registered' ? host.listing : undefined;
  return {
    host: { version, ...host, ...(listing && { listing: { emptySince: listing.emptySince } }) },
    ...(listing ? packTasks(listing.tasks) : { tasks: null, taskKinds: null }),
  };
}

function restoredHost(recorded: RecordedState): Host {
  const { version: _, ...host } = durablePart(hostPart, recorded, 'host') as Host & { version: unknown }; // as recordedHost wrote it
  if (host.kind !== 'registered') return host;
  const tasks = unpackTasks(recorded['tasks'], recorded['taskKinds']);
  return { ...host, listing: tasks && { tasks, emptySince: host.listing?.emptySince } };
}

/** The parts that differ. A part that is null is none. */
export const changedParts = (before: RecordedState = {}, after: RecordedState): RecordedState =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([name, part]) => JSON.stringify(part) !== JSON.stringify(before[name] ?? null),
    ),
  );

const corePart = z.looseObject({
  version: z.literal(version),
  ec2InstanceId: z.string(),
  startedAt: z.number(),
  phase: z.string(),
  reason: z.string(),
  observeAt: z.number().optional(),
  decidedAt: z.number(),
});
const anyPart = z.looseObject({ version: z.literal(version) });
const hostPart = z.looseObject({
  version: z.literal(version),
  kind: z.enum(['not-seen', 'absent', 'registered']),
});

/** @throws UnknownStateError that names the part */
export function checkpointIn(recorded: RecordedState): Checkpoint {
  const { phase, reason, observeAt, decidedAt, ...core } = durablePart(corePart, recorded, 'core');
  const { version: _, ...members } = Object.assign(
    core,
    durablePart(anyPart, recorded, 'notices'),
    ...Object.keys(rebuilt).map((name) => rebuiltPart(recorded, name)),
  ) as typeof core;
  const { version: specVersion, ...spec } = rebuiltPart(recorded, 'spec');
  const state = {
    ...newDrainState(core.ec2InstanceId, core.startedAt),
    ...members,
    // Where it is not understood nothing is touched until an observation has rebuilt it, as in a new drain.
    ...(specVersion !== undefined && { spec: { ...defaultSpec, ...spec } }),
    stopTimeouts: unpackStopTimeouts(members['stopTimeouts']),
    host: restoredHost(recorded),
  } as DrainState; // as recordedStateOf wrote it: the versions say so
  return { state, phase: phase as Phase, reason: reason as Reason, observeAt, decidedAt }; // likewise
}

/** What is known of the host, for an observation that goes by it. */
export function knownHostIn(host: unknown, tasks: unknown): KnownHost {
  const { success, data } = hostPart.safeParse(host);
  const { containerInstance } = (success ? data : {}) as Partial<Registration>; // as recordedHost wrote it
  return { containerInstance, tasks: unpackKnownTasks(tasks) };
}

function durablePart<S extends z.ZodType>(schema: S, recorded: RecordedState, name: string): z.output<S> {
  const { success, data, error } = schema.safeParse(recorded[name]);
  if (success) return data;
  throw new UnknownStateError(
    `this worker does not understand the drain's state (${name}: ${z.prettifyError(error)}): a worker of the version that wrote it has to go on`,
  );
}

const rebuiltPart = (recorded: RecordedState, name: string): Readonly<Record<string, unknown>> =>
  anyPart.safeParse(recorded[name]).data ?? {};

const picked = (state: DrainState, members: readonly (keyof DrainState)[]): Partial<DrainState> =>
  Object.fromEntries(members.map((member) => [member, state[member]]));

/** Defaults need not be recorded. */
const changesIn = (spec: Spec): Partial<Spec> =>
  Object.fromEntries(
    Object.entries(spec).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaultSpec[name as keyof Spec]), // its keys are a spec's
    ),
  );

/** As it is once it has been recorded. */
const plain = (value: Readonly<Record<string, unknown>>): RecordedState =>
  JSON.parse(JSON.stringify(value)) as RecordedState; // JSON's own contract
