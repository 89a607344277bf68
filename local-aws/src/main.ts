import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startLocalAws } from './local-aws';

const usage = `Usage: npm run local-aws -- [--port 4599] [--host 127.0.0.1] [--account 123456789012] [--region eu-west-1]
                        [--no-throttling] [--function name=http://host:port ...]

Serves ECS, Auto Scaling and SNS to clients with AWS_ENDPOINT_URL set to its address. Each --function is a process that
takes invocations in the way of the Lambda runtime interface emulator; topics deliver to its ARN.`;

const settings = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(4599),
  host: z.string().default('127.0.0.1'),
  account: z
    .string()
    .regex(/^\d{12}$/, 'Must be 12 digits.')
    .default('123456789012'),
  region: z.string().default('eu-west-1'),
  'no-throttling': z.boolean().default(false),
  function: z
    .array(z.string().regex(/^[\w-]+=https?:\/\/\S+$/, 'Must be name=http://host:port.'))
    .default([]),
});

function readSettings(): z.output<typeof settings> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      account: { type: 'string' },
      region: { type: 'string' },
      'no-throttling': { type: 'boolean' },
      function: { type: 'string', multiple: true },
    },
  });
  const parsed = settings.safeParse(values);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}

async function main(): Promise<void> {
  const {
    port,
    host,
    account: accountId,
    region,
    'no-throttling': unlimited,
    function: functions,
  } = readSettings();
  const aws = await startLocalAws({ port, host, accountId, region, throttling: !unlimited });
  for (const each of functions) {
    const separator = each.indexOf('=');
    const arn = aws.lambda.register(each.slice(0, separator), each.slice(separator + 1));
    console.log(`function ${arn}`);
  }
  console.log(`local AWS on ${aws.url} (account ${accountId}, Region ${region})`);
  const stop = () => void aws.close();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 1;
});
