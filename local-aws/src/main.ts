import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { adminClient } from './admin-client';
import { realClock, steppedClock } from './clock';
import { principalSchema, type PrincipalSpec } from './iam/principals';
import { parseJson } from './json';
import { startLocalAws } from './local-aws';
import { ruleName } from './rules';
import { timeline } from './timeline';

const usage = `Usage: npm run local-aws -- [--port 4599] [--host 127.0.0.1] [--account 123456789012] [--region eu-west-1]
                        [--no-throttling] [--clock real|stepped] [--function name=http://host:port ...]
                        [--rule-off name ...] [--iam principals.json]
       npm run local-aws -- timeline --url http://127.0.0.1:4599 [--instance i-...]

Serves ECS, Auto Scaling, SNS, SQS, EventBridge and what drain tools read of EC2 to clients with AWS_ENDPOINT_URL set to its address. Each
--function is a process that takes invocations in the way of the Lambda runtime interface emulator; topics deliver to its
ARN. A stepped clock stands still until POST /_admin/clock moves it. --rule-off, or LOCAL_AWS_RULES_OFF with commas, names
rules of AWS that do not hold. --iam has calls need permission: the file is a JSON list of principals, [] for none yet
(POST /_admin/principals adds one). The second form prints what has happened in a local AWS that runs.`;

const settings = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(4599),
  host: z.string().default('127.0.0.1'),
  account: z
    .string()
    .regex(/^\d{12}$/, 'Must be 12 digits.')
    .default('123456789012'),
  region: z.string().default('eu-west-1'),
  'no-throttling': z.boolean().default(false),
  clock: z.enum(['real', 'stepped']).default('real'),
  function: z
    .array(z.string().regex(/^[\w-]+=https?:\/\/\S+$/, 'Must be name=http://host:port.'))
    .default([]),
  'rule-off': z.array(ruleName).default([]),
  iam: z.string().optional(),
});

function readSettings(args: string[]): z.output<typeof settings> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      account: { type: 'string' },
      region: { type: 'string' },
      'no-throttling': { type: 'boolean' },
      clock: { type: 'string' },
      function: { type: 'string', multiple: true },
      'rule-off': { type: 'string', multiple: true },
      iam: { type: 'string' },
    },
  });
  const fromEnvironment = (process.env.LOCAL_AWS_RULES_OFF ?? '').split(',').filter((name) => name !== '');
  return parseOrThrow(settings, {
    ...values,
    'rule-off': [...(values['rule-off'] ?? []), ...fromEnvironment],
  });
}

function parseOrThrow<S extends z.ZodType>(schema: S, values: unknown): z.output<S> {
  const parsed = schema.safeParse(values);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}

async function readPrincipals(file: string): Promise<readonly PrincipalSpec[]> {
  const parsed = parseJson(await readFile(file, 'utf8'));
  if (!parsed.ok) throw new Error(`${file} is ${parsed.why}.`);
  checkPrincipals(parsed.value);
  return parsed.value;
}

function checkPrincipals(value: unknown): asserts value is readonly PrincipalSpec[] {
  parseOrThrow(z.array(principalSchema), value);
}

const timelineSettings = z.object({
  url: z.url('Must be http://host:port.').default('http://127.0.0.1:4599'),
  instance: z.string().startsWith('i-', 'Must be an EC2 instance id.').optional(),
});

async function printTimeline(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { url: { type: 'string' }, instance: { type: 'string' } } });
  const { url, instance } = parseOrThrow(timelineSettings, values);
  const { entries } = await adminClient(url).record(instance === undefined ? {} : { instance });
  // Says no where the output is no terminal, and where NO_COLOR is set.
  const colours = process.stdout.isTTY && process.stdout.hasColors();
  process.stdout.write(timeline(entries, { colours }));
}

async function serve(args: string[]): Promise<void> {
  const {
    port,
    host,
    account: accountId,
    region,
    'no-throttling': unlimited,
    clock: clockKind,
    function: functions,
    'rule-off': off,
    iam: principalsFile,
  } = readSettings(args);
  const clock = clockKind === 'stepped' ? steppedClock() : realClock();
  const aws = await startLocalAws({
    port,
    host,
    accountId,
    region,
    clock,
    throttling: !unlimited,
    rules: { off },
    ...(principalsFile !== undefined && { iam: { principals: await readPrincipals(principalsFile) } }),
  });
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

async function main(): Promise<void> {
  const [command, ...rest] = process.argv.slice(2);
  if (command === 'timeline') await printTimeline(rest);
  else await serve(process.argv.slice(2));
}

main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 1;
});
