import { join } from 'node:path';
import { adminClient } from '@ecs-drain/local-aws';
import { z } from 'zod';
import { type Load, requestsPerSecond } from './load';
import { startServer } from './servers';

const main = join(__dirname, '../../local-aws/src/main.ts');
const bare = join(__dirname, 'bare-server.ts');

const headers = {
  authorization: 'AWS4-HMAC-SHA256 Credential=AKIABENCH/20260101/eu-west-1/ecs/aws4_request',
  'content-type': 'application/x-amz-json-1.1',
};
const target = (operation: string) => ({
  ...headers,
  'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`,
});

const ROUNDS = 7;
const ROUND_MS = 1_500;
const WARM_UP_MS = 2_000;
const INSTANCES = 1_000;
const TASKS = 10_000;

/**
 * DescribeContainerInstances of 10 ARNs beside a server that answers a constant body of the same size: two processes, one
 * client, in permits. Then the memory of a large world.
 */
export async function benchLocalAws(): Promise<object> {
  return { describeContainerInstances: await describing(), largeWorld: await largeWorld() };
}

async function describing(): Promise<object> {
  const local = await startServer(main, '--port', '0', '--no-throttling');
  await adminClient(local.url).createWorld({
    cluster: 'bench',
    instances: 100,
    services: [{ name: 'web', desiredCount: 300 }, { name: 'logs' }],
  });
  const listed = await call(local.url, 'ListContainerInstances', { cluster: 'bench', maxResults: 10 });
  const { containerInstanceArns: containerInstances } = z
    .object({ containerInstanceArns: z.array(z.string()).length(10) })
    .parse(JSON.parse(listed));
  const input = { cluster: 'bench', containerInstances };
  const answer = await call(local.url, 'DescribeContainerInstances', input);
  const constant = await startServer(bare, String(Buffer.byteLength(answer)));

  const load = (url: string): Load => ({
    url,
    headers: target('DescribeContainerInstances'),
    body: JSON.stringify(input),
  });
  const loads = { ours: load(local.url), bare: load(constant.url) };
  await requestsPerSecond(loads.ours, WARM_UP_MS);
  await requestsPerSecond(loads.bare, WARM_UP_MS);
  const rounds: { readonly ours: number; readonly bare: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      ours: await requestsPerSecond(loads.ours, ROUND_MS),
      bare: await requestsPerSecond(loads.bare, ROUND_MS),
    });
  }
  const residentMiB = local.residentMiB();
  await Promise.all([local.stop(), constant.stop()]);
  const ratios = rounds.map((round) => round.ours / round.bare);
  return {
    bodyBytes: Buffer.byteLength(answer),
    perSecond: Math.round(median(rounds.map(({ ours }) => ours))),
    barePerSecond: Math.round(median(rounds.map((round) => round.bare))),
    ratio: twoDigits(median(ratios)),
    ratios: ratios.map(twoDigits),
    goal: 0.4,
    startUpMs: local.startMs,
    bareStartUpMs: constant.startMs,
    residentMiBAfterwards: residentMiB,
  };
}

async function largeWorld(): Promise<object> {
  const server = await startServer(main, '--port', '0', '--clock', 'stepped');
  const emptyMiB = server.residentMiB();
  const startedAtMs = performance.now();
  await adminClient(server.url).createWorld({
    cluster: 'bench',
    instances: INSTANCES,
    maxSize: INSTANCES,
    instanceCpu: 1_000_000,
    services: [{ name: 'web', desiredCount: TASKS - INSTANCES }, { name: 'logs' }],
  });
  const figures = {
    instances: INSTANCES,
    tasks: TASKS,
    builtInMs: Math.round(performance.now() - startedAtMs),
    emptyResidentMiB: emptyMiB,
    residentMiB: server.residentMiB(),
  };
  await server.stop();
  return figures;
}

async function call(url: string, operation: string, input: object): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: target(operation),
    body: JSON.stringify(input),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const twoDigits = (value: number): number => Math.round(value * 100) / 100;
