/** One connection to Temporal for as long as its host lives, replaced where it has died. */
import { Client, Connection } from '@temporalio/client';
import type { TemporalSettings } from '../settings';
import { isBrokenConnection } from './broken-connection';
import { inTime } from './in-time';

/** Where the starter gets its client from. */
export interface TemporalSource {
  /** @param by when there has to be one, in milliseconds since the epoch */
  client(by: number): Promise<Client>;
  /** Whoever asks next gets another connection than this one's. */
  replace(broken: Client): void;
}

/** For hosts whose client others see to. */
export const sourceOf = (client: Client): TemporalSource => ({
  client: () => Promise.resolve(client),
  replace: () => undefined,
});

/** The longest that a connection is waited for. */
const connectWithinMs = 5_000;

/**
 * What lies between drops a connection that nothing is sent over, and tells nobody: an NLB and a NAT gateway after 350 seconds. A
 * frozen Lambda function sends nothing.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#connection-idle-timeout
 */
const idleForMs = 240_000;

export class TemporalLink implements TemporalSource {
  private connected: Promise<Client> | undefined;
  private usedAt = 0;

  /** @param settings read for each connection, so that a key that was changed meanwhile is used */
  constructor(private readonly settings: () => Promise<TemporalSettings>) {}

  async client(by: number): Promise<Client> {
    if (this.connected && Date.now() - this.usedAt > idleForMs) this.drop(this.connected);
    this.usedAt = Date.now();
    this.connected ??= this.connect(by);
    const connected = this.connected;
    try {
      return await inTime(connected, by, 'connecting to Temporal');
    } catch (error) {
      this.drop(connected);
      throw error;
    }
  }

  replace(broken: Client): void {
    const { connected } = this;
    void connected?.then((client) => client === broken && this.drop(connected)).catch(() => undefined);
  }

  async close(): Promise<void> {
    const { connected } = this;
    this.connected = undefined;
    await connected?.then(({ connection }) => connection.close()).catch(() => undefined);
  }

  private async connect(by: number): Promise<Client> {
    const { connectionOptions, namespace } = await this.settings();
    const connectTimeout = Math.max(1, Math.min(connectWithinMs, by - Date.now()));
    return new Client({
      connection: await Connection.connect({ ...connectionOptions, connectTimeout }),
      namespace,
      identity: 'ecs-drain starter',
    });
  }

  /** Calls that are under way on it end by themselves. */
  private drop(connected: Promise<Client>): void {
    if (this.connected !== connected) return;
    this.connected = undefined;
    void connected.then(({ connection }) => connection.close()).catch(() => undefined);
  }
}

/** The longest that a connection which was there already may leave us waiting before another is tried. */
const firstTryMs = 5_000;

/**
 * Asks Temporal, once more over another connection where the one that was there turns out to be dead.
 * @param by when there has to be an answer, in milliseconds since the epoch; the question is told how long it may take
 */
export async function askTemporal<T>(
  temporal: TemporalSource,
  by: number,
  question: (client: Client, by: number) => Promise<T>,
): Promise<T> {
  const client = await temporal.client(by);
  const now = Date.now();
  try {
    return await question(client, now + Math.min(firstTryMs, (by - now) / 2));
  } catch (error) {
    if (!isBrokenConnection(error)) throw error;
    temporal.replace(client);
    return question(await temporal.client(by), by);
  }
}
