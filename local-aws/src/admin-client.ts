import { z } from 'zod';
import type { RecordPage, WorldsView } from './admin-views';
import type { Finding } from './audit/rules';
import type { Summary } from './audit/summary';
import type { Interruption } from './ec2/ec2';
import type { ChangeToSchedule } from './ec2/scheduled-changes';
import type { Fault } from './faults';
import type { FunctionOptions } from './lambda/functions';
import type { QueueMapping } from './lambda/queue-mapping';
import type { RecordEntry } from './record-entries';
import type { World } from './worlds';
import type { WorldSpec } from './world-spec';

export interface RecordFilter {
  /** Only entries after this `seq`. */
  readonly since?: number;
  readonly kind?: readonly RecordEntry['kind'][];
  readonly operation?: readonly string[];
  /** EC2 instance id. */
  readonly instance?: string;
  readonly limit?: number;
  /** Waits so long, on the machine's clock, for the first match. */
  readonly waitMs?: number;
}

export interface ClockView {
  readonly now: string;
  readonly nowMs: number;
  readonly kind: 'real' | 'stepped';
}

export type FaultOverHttp<F = Fault> = F extends Fault ? Omit<F, 'when'> : never;

export interface FaultView {
  readonly id: string;
  readonly fault: FaultOverHttp;
  readonly left?: number;
  readonly struck: number;
}

/** A local AWS in another process, driven through its admin endpoint. Every call throws an AdminError where it is refused. */
export interface AdminClient {
  operations(): Promise<Readonly<Record<string, readonly string[]>>>;
  record(filter?: RecordFilter): Promise<RecordPage>;
  /** The first entry, written or yet to come, for which this holds. @throws after `timeoutMs`, 10 s by default */
  until(
    predicate: (entry: RecordEntry) => boolean,
    options?: { readonly timeoutMs?: number },
  ): Promise<RecordEntry>;
  timeline(filter?: Pick<RecordFilter, 'since' | 'instance'>): Promise<string>;
  faults(): Promise<readonly FaultView[]>;
  /** Adds a fault; answers what removes it. */
  addFault(fault: FaultOverHttp): Promise<() => Promise<void>>;
  clearFaults(): Promise<void>;
  clock(): Promise<ClockView>;
  /** Steps the clock. Refused where it is real. */
  advanceBy(durationMs: number): Promise<ClockView>;
  worlds(): Promise<WorldsView>;
  createWorld(spec: WorldSpec): Promise<Omit<World, 'containerInstance'>>;
  /** Registers a function behind a URL; answers its ARN. */
  registerFunction(name: string, url: string, options?: FunctionOptions): Promise<string>;
  /** Gives a queue's messages to a function. Refused for a queue that is not there. */
  mapQueue(mapping: QueueMapping): Promise<void>;
  /** Cuts the ECS agent of an EC2 instance off, connects it again, or lets its host hang for good. */
  setAgent(instance: string, agent: 'connected' | 'disconnected' | 'hung'): Promise<void>;
  /** EC2 wants a spot instance back. Refused for an instance that is none, or does not run. */
  interrupt(instance: string, interruption: Interruption): Promise<void>;
  recommendRebalance(instance: string): Promise<void>;
  scheduleChange(instances: readonly string[], change: ChangeToSchedule): Promise<void>;
  summary(): Promise<Summary>;
  audit(hookOwners?: Readonly<Record<string, readonly string[]>>): Promise<readonly Finding[]>;
}

/** The admin endpoint's refusal, with what was wrong. */
export class AdminError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'AdminError';
  }
}

const refusal = z.object({
  message: z.string(),
  problems: z.array(z.object({ at: z.string(), message: z.string() })).default([]),
});

/** A client of the admin endpoint of the local AWS at `url`. */
export function adminClient(url: string): AdminClient {
  const send = async (method: string, path: string, body?: unknown): Promise<string> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(new URL(`/_admin${path}`, url), init);
    const answer = await response.text();
    if (!response.ok) throw new AdminError(response.status, words(answer));
    return answer;
  };
  /** The other side is this program too, so what it answers has the type that its route gives. */
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
    JSON.parse(await send(method, path, body)) as T;

  const client: AdminClient = {
    operations: () => ask('GET', '/operations'),
    record: (filter = {}) => ask('GET', `/record${queryText({ ...filter })}`),
    until: async (predicate, { timeoutMs = 10_000 } = {}) => {
      const untilMs = performance.now() + timeoutMs;
      let since = 0;
      for (let leftMs = timeoutMs; leftMs > 0; leftMs = Math.ceil(untilMs - performance.now())) {
        const page = await client.record({ since, waitMs: Math.min(leftMs, 60_000) });
        const found = page.entries.find(predicate);
        if (found) return found;
        since = page.lastSeq;
      }
      throw new Error(`Nothing in the record matched within ${timeoutMs} ms.`);
    },
    timeline: (filter = {}) => send('GET', `/timeline${queryText({ ...filter })}`),
    faults: async () => (await ask<{ faults: FaultView[] }>('GET', '/faults')).faults,
    addFault: async (fault) => {
      const { id } = await ask<{ id: string }>('POST', '/faults', fault);
      return async () => {
        await send('DELETE', `/faults/${id}`);
      };
    },
    clearFaults: async () => {
      await send('DELETE', '/faults');
    },
    clock: () => ask('GET', '/clock'),
    advanceBy: (durationMs) => ask('POST', '/clock', { advanceSeconds: durationMs / 1000 }),
    worlds: () => ask('GET', '/worlds'),
    createWorld: (spec) => ask('POST', '/worlds', spec),
    registerFunction: async (name, target, options) =>
      (await ask<{ arn: string }>('POST', '/functions', { name, url: target, ...options })).arn,
    mapQueue: async (mapping) => {
      await send('POST', '/queue-mappings', mapping);
    },
    setAgent: async (instance, agent) => {
      await send('POST', '/agents', { instance, agent });
    },
    interrupt: async (instance, interruption) => {
      await send('POST', '/spot-interruptions', { instance, ...interruption });
    },
    recommendRebalance: async (instance) => {
      await send('POST', '/rebalance-recommendations', { instance });
    },
    scheduleChange: async (instances, change) => {
      await send('POST', '/scheduled-changes', { instances, ...change });
    },
    summary: () => ask('GET', '/summary'),
    audit: async (hookOwners = {}) => {
      const owners = Object.entries(hookOwners).map(([caller, hooks]) => `${caller}=${hooks.join(',')}`);
      return (await ask<{ findings: Finding[] }>('GET', `/audit${queryText({ hookOwner: owners })}`))
        .findings;
    },
  };
  return client;
}

type Parameter = string | number | readonly string[] | undefined;

/** Lists have commas, but for `hookOwner`, which is repeated. */
function queryText(parameters: Readonly<Record<string, Parameter>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    if (name === 'hookOwner' && typeof value === 'object') for (const each of value) query.append(name, each);
    else query.set(name, typeof value === 'object' ? value.join(',') : String(value));
  }
  return query.size > 0 ? `?${query.toString()}` : '';
}

function words(answer: string): string {
  const parsed = refusal.safeParse(parseOrUndefined(answer));
  if (!parsed.success) return answer;
  const { message, problems } = parsed.data;
  return [message, ...problems.map((problem) => `${problem.at}: ${problem.message}`)].join(' ');
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
