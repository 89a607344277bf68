/** The Lambda function that SNS calls: from a notification to a drain, and nothing else. */
import { Logger } from '@aws-lambda-powertools/logger';
import { Client, Connection } from '@temporalio/client';
import { loadStarterConfig } from './config';
import { handleEvent, type StarterResult } from './handle-event';

const logger = new Logger({ serviceName: 'ecs-drain-starter' });

let connected: Promise<Client> | undefined;

/** One connection for as long as the execution environment lives. */
function client(): Promise<Client> {
  connected ??= connect();
  return connected;
}

async function connect(): Promise<Client> {
  const { connectionOptions, namespace } = loadStarterConfig();
  return new Client({
    connection: await Connection.connect({ ...connectionOptions, connectTimeout: '5 seconds' }),
    namespace,
  });
}

/** Takes 15 seconds at the longest: give the function a time-out of 30. */
export async function handler(event: unknown): Promise<StarterResult> {
  try {
    return await handleEvent(event, client, logger);
  } catch (error) {
    // Lambda freezes what it does not use: the connection may be dead, and the next event tries a new one.
    void connected?.then(({ connection }) => connection.close()).catch(() => undefined);
    connected = undefined;
    throw error;
  }
}
