import { type Client as TemporalClient, Client, Connection } from '@temporalio/client';
import { type GuardedProcess, startGuarded } from './guarded-process';
import { freePorts } from './free-ports';
import { findTemporalServer } from './temporal-server-ways';
import { untilReady } from './until-ready';

/** A search attribute to register, with the type's name as Temporal's CLI spells it. */
export interface SearchAttribute {
  readonly name: string;
  readonly type: 'Text' | 'Keyword' | 'Int' | 'Double' | 'Bool' | 'Datetime' | 'KeywordList';
}

export interface TemporalServerOptions {
  /** @default `default` */
  readonly namespace?: string;
  /** Registered before the server counts as ready. @default none */
  readonly searchAttributes?: readonly SearchAttribute[];
  /** Dynamic configuration of the server, by name. @default none but what every server here has */
  readonly dynamicConfig?: Readonly<Record<string, string>>;
  /** The CLI to run. @default what {@link findTemporalServer} finds */
  readonly executable?: string;
  /** Told in a line what takes long. @default lines on standard error */
  readonly progress?: (line: string) => void;
  /** How long the server may take to be ready. @default 60 000 */
  readonly readyWithinMs?: number;
  /** The environment to look for the CLI in and to run it in. @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
}

/** A running Temporal server that holds everything in memory and ends with this process. */
export interface TemporalServer {
  /** `host:port` of the gRPC service. */
  readonly address: string;
  readonly namespace: string;
  /** The namespace's page in the Web UI. */
  readonly uiUrl: string;
  readonly pid: number;
  /** Connected to this server and namespace; closed by `stop()`. A worker needs a `NativeConnection` to `address` of its own. */
  readonly client: TemporalClient;
  /** Ends the server, and all that it held. May be called more than once. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const ATTEMPTS = 3;

/**
 * Starts a Temporal development server with its Web UI, on free loopback ports, in memory. Ready means: it answers, the
 * namespace and the search attributes are there, and so is the Web UI.
 *
 * @throws {ExecutableNotFoundError} when there is no server to be had.
 * @throws when it ends or is not ready in time; the message has the last lines of its output. Nothing is left running then.
 */
export async function startTemporalServer(options: TemporalServerOptions = {}): Promise<TemporalServer> {
  const env = options.env ?? process.env;
  const progress = options.progress ?? ((line: string) => console.error(line));
  const executable = options.executable ?? (await findTemporalServer({ env, progress }));
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(executable, withoutTemporalSettings(env), options);
    } catch (error) {
      // Between finding a port free and the server's taking it, another process may have taken it.
      const portTaken = error instanceof Error && error.message.includes('address already in use');
      if (!portTaken || attempt === ATTEMPTS) throw error;
    }
  }
}

async function start(
  executable: string,
  env: NodeJS.ProcessEnv,
  options: TemporalServerOptions,
): Promise<TemporalServer> {
  const {
    namespace = 'default',
    searchAttributes = [],
    dynamicConfig = {},
    readyWithinMs = 60_000,
  } = options;
  const [port = 0, uiPort = 0] = await freePorts(2);
  const address = `${HOST}:${port}`;
  const uiUrl = `http://${HOST}:${uiPort}/namespaces/${encodeURIComponent(namespace)}`;
  const server = await startGuarded(
    executable,
    [
      ...['server', 'start-dev', '--ip', HOST, '--port', String(port), '--ui-port', String(uiPort)],
      ...['--namespace', namespace, '--log-level', 'warn'],
      // Without the new matcher the development server ignores priorities.
      ...Object.entries({ 'matching.useNewMatcher': 'true', ...dynamicConfig }).flatMap(([name, value]) => [
        '--dynamic-config-value',
        `${name}=${value}`,
      ]),
      ...searchAttributes.flatMap(({ name, type }) => ['--search-attribute', `${name}=${type}`]),
    ],
    env,
  );
  const probe = Connection.lazy({ address, ...PROBE });
  try {
    await untilReady(
      [
        ['namespace', () => probe.workflowService.describeNamespace({ namespace })],
        ['search attributes', () => registered(probe, namespace, searchAttributes)],
        ['Web UI', () => answers(uiUrl)],
      ],
      { withinMs: readyWithinMs, ended: server.ended },
    );
  } catch (error) {
    await server.stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The Temporal server did not start: ${reason}\n${server.lastOutput()}`, { cause: error });
  } finally {
    await probe.close();
  }
  const connection = Connection.lazy({ address });
  const client = new Client({ connection, namespace });
  return { address, namespace, uiUrl, pid: server.pid, client, stop: () => stop(connection, server) };
}

/**
 * gRPC's own pauses between attempts, up to two minutes, would be the longest part of the start. The SDK's repeating of calls,
 * which an empty list of interceptors turns off, goes on after the connection is closed and throws then where nobody catches.
 */
const PROBE = {
  channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 100 },
  interceptors: [],
};

async function registered(
  connection: Connection,
  namespace: string,
  wanted: readonly SearchAttribute[],
): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = wanted.filter(({ name }) => !(name in customAttributes)).map(({ name }) => name);
  if (missing.length > 0) throw new Error(`not registered yet: ${missing.join(', ')}`);
}

async function answers(url: string): Promise<void> {
  const response = await fetch(url);
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
}

/** The server holds nothing that outlives it, so it is killed: its own orderly end takes seconds. */
async function stop(connection: Connection, server: GuardedProcess): Promise<void> {
  await server.stop();
  await connection.close();
}

/** The CLI takes TEMPORAL_* as settings, but those of an operator are about another server than this one. */
function withoutTemporalSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}
