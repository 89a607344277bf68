/** The Lambda function that SNS calls: from a notification to a drain, and nothing else. */
import { Logger } from '@aws-lambda-powertools/logger';
import { Client, Connection } from '@temporalio/client';
import { loadStarterConfig } from './config';
import { handleEvent, type StarterResult } from './handle-event';

const logger = new Logger({ serviceName: 'ecs-drain-starter' });

let connected: Promise<Client> | undefined;

/** One connection for as long as the execution environment lives; one that failed is tried again at the next event. */
function client(): Promise<Client> {
  connected ??= connect().catch((error: unknown) => {
    connected = undefined;
    throw error;
  });
  return connected;
}

async function connect(): Promise<Client> {
  const { connectionOptions, namespace } = loadStarterConfig();
  return new Client({ connection: await Connection.connect(connectionOptions), namespace });
}

export const handler = (event: unknown): Promise<StarterResult> => handleEvent(event, client, logger);
