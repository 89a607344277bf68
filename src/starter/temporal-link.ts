/** One connection to Temporal for as long as its host lives, replaced where it has died. */
import { Client, Connection } from '@temporalio/client';
import type { TemporalSettings } from '../config/settings';
import { isBrokenConnection } from './broken-connection';
import { inTime } from '../temporal/time-limit';
import { UnderWay } from './under-way';

/** Where the starter gets its client from. */
export interface TemporalSource {
  /** @param by when there has to be one, in milliseconds since the epoch */
  client(by: number): Promise<Client>;
  /** The next request gets another connection. */
  replace(broken: Client): void;
  /** A call that is under way, also when its answer is no longer awaited: its connection is not closed before it has ended. */
  underWay(call: Promise<unknown>): void;
}

/** For hosts whose client others see to. */
export const sourceOf = (client: Client): TemporalSource => ({
  client: () => Promise.resolve(client),
  replace: () => undefined,
  underWay: () => undefined,
});

/** The longest that a connection is waited for. */
const connectWithinMs = 5_000;

/**
 * What lies between silently drops an idle connection: an NLB and a NAT gateway after 350 seconds. A
 * frozen Lambda function sends nothing.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#connection-idle-timeout
 */
const idleForMs = 240_000;

/** Calls that are under way on a connection that was replaced have ended after that time, in one way or the other. */
const closeAfterMs = 30_000;

/** gRPC would otherwise share one TCP connection among all to an address: the new one would be as dead as the one it replaces. */
const channelArgs = { 'grpc.use_local_subchannel_pool': 1 };

interface Link {
  readonly opened: Promise<Client>;
  client?: Client;
}

export class TemporalLink implements TemporalSource {
  private link: Link | undefined;
  private usedAt = 0;
  private readonly replaced = new Set<Link>();
  private readonly calls = new UnderWay();

  /** @param settings read for each connection, so that a key that was changed meanwhile is used */
  constructor(private readonly settings: () => Promise<TemporalSettings>) {}

  async client(by: number): Promise<Client> {
    if (this.link && Date.now() - this.usedAt > idleForMs) this.drop(this.link);
    this.usedAt = Date.now();
    const link = (this.link ??= { opened: this.open(by) });
    try {
      return (link.client = await inTime(link.opened, by, 'connecting to Temporal'));
    } catch (error) {
      this.drop(link);
      throw error;
    }
  }

  replace(broken: Client): void {
    if (this.link?.client === broken) this.drop(this.link);
  }

  underWay(call: Promise<unknown>): void {
    void this.calls.add(call);
  }

  /**
   * Waits for calls that are under way, which end by their deadlines. One that waits for its next try when its connection is closed
   * would throw where it cannot be caught.
   */
  async close(): Promise<void> {
    if (this.link) this.drop(this.link);
    await Promise.all([...this.replaced].map((link) => this.shut(link)));
  }

  private async open(by: number): Promise<Client> {
    const { connectionOptions, namespace } = await this.settings();
    const connectTimeout = Math.max(1, Math.min(connectWithinMs, by - Date.now()));
    return new Client({
      connection: await Connection.connect({ ...connectionOptions, channelArgs, connectTimeout }),
      namespace,
      identity: 'ecs-drain starter',
    });
  }

  private drop(link: Link): void {
    if (this.link !== link) return;
    this.link = undefined;
    this.replaced.add(link);
    setTimeout(() => void this.shut(link), closeAfterMs).unref();
  }

  private async shut(link: Link): Promise<void> {
    if (!this.replaced.delete(link)) return;
    await this.calls.ended();
    await link.opened.then(({ connection }) => connection.close()).catch(() => undefined);
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
  const ask = (client: Client, answerBy: number): Promise<T> => {
    const answer = question(client, answerBy);
    temporal.underWay(answer);
    return answer;
  };
  const client = await temporal.client(by);
  const now = Date.now();
  try {
    return await ask(client, now + Math.min(firstTryMs, (by - now) / 2));
  } catch (error) {
    if (!isBrokenConnection(error)) throw error;
    temporal.replace(client);
    return ask(await temporal.client(by), by);
  }
}
