import { z } from 'zod';
import { loadStarterConfig } from '../../starter/config';
import { noMetrics, type StarterLog } from '../../starter/host';
import { TemporalLink } from '../../starter/temporal-link';
import { defineCommand, type Cli } from '../command';
import { asCliError } from '../errors';
import { ExitCode } from '../exit-codes';
import { option } from '../inputs';

export const listen = defineCommand({
  name: 'listen',
  summary: 'Start drains for the messages of an SQS queue: the starter without Lambda',
  description:
    'Goes on until it is told to stop (SIGTERM), and then ends what it has begun. Messages that Temporal did not take come again later; give the queue a dead-letter queue.',
  inputs: {
    queue: option('--queue <url>', 'URL of the SQS queue', z.url('say which queue, by its URL')),
  },
  examples: [
    [
      'listen --queue https://sqs.eu-central-1.amazonaws.com/123456789012/leaving',
      'on a host beside the worker',
    ],
  ],
  run: async ({ queue: queueUrl }, cli) => {
    const { options, served, temporal: settings } = loadStarterConfig();
    const temporal = new TemporalLink(settings);
    // Loaded only here: no other command needs AWS's SDK.
    const { listen: listenTo } = await import('../../starter/listen.js');
    try {
      await listenTo({
        queueUrl,
        host: { temporal, log: logTo(cli), metrics: noMetrics, options, served },
        stop: cli.interrupted,
      });
    } finally {
      await temporal.close();
    }
    return ExitCode.Done;
  },
});

function logTo({ output }: Cli): StarterLog {
  const write = (level: 'info' | 'error') => (message: string, fields: Record<string, unknown>) => {
    const { error, ...rest } = fields;
    const said = error === undefined ? rest : { ...rest, error: asCliError(error).message };
    const at = new Date().toISOString();
    output.give({ at, level, message, ...said }, () => `${at} ${message} ${JSON.stringify(said)}`);
  };
  return { info: write('info'), error: write('error') };
}
