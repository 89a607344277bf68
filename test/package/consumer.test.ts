import { execFile, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { installedPackage } from '../support/installed-package';

const run = promisify(execFile);
const { folder } = installedPackage();
const root = path.resolve(__dirname, '../..');

jest.setTimeout(180_000);

/** What a program of somebody else's does with the package. */
const program = `
import { Client, Connection } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import {
  drainIdOf, holdUpdate, startDrain, statusIn, statusQuery, taskQueueOf,
  type drainInstance, type OutcomeMessage, type Reason, type Status,
} from 'ecs-drain';
import { createWorkerFrom } from 'ecs-drain/worker';

const accountRegion = { accountId: '123456789012', region: 'eu-central-1' };

export async function whyBlocked(id: string): Promise<Reason | undefined> {
  const client = new Client({ connection: await Connection.connect() });
  const handle = client.workflow.getHandle<typeof drainInstance>(drainIdOf(id, accountRegion));
  const status: Status | undefined = statusIn(await handle.query(statusQuery));
  await handle.executeUpdate(holdUpdate, { args: [{ by: 'me', reason: 'to see' }] });
  const { outcome } = await handle.result();
  console.log(outcome, taskQueueOf(accountRegion));
  await startDrain(
    client,
    { kind: 'operator-request', ec2InstanceId: id, by: 'me', reason: 'to see', afterwards: 'stay-draining' },
    accountRegion,
  );
  return status?.reason;
}
export const told = (message: OutcomeMessage): string => message.summary;
export const serve = (connection: NativeConnection) => createWorkerFrom(process.env, connection).then((worker) => worker.run());
`;

/** None of these may pass: then the declarations would say nothing. */
const mistakes = `
import { drainIdOf, statusQuery, type OutcomeMessage } from 'ecs-drain';
// @ts-expect-error an id is a text
drainIdOf(1, { accountId: '123456789012', region: 'eu-central-1' });
// @ts-expect-error it needs the account and Region
drainIdOf('i-0123456789abcdef0');
// @ts-expect-error there is no such member
export const none = (message: OutcomeMessage) => message.nonsense;
// @ts-expect-error a query is not a text
export const text: string = statusQuery;
`;

it('has declarations by which the program of a strict compiler is checked, ours included', async () => {
  const consumer = path.join(folder, 'consumer');
  await mkdir(consumer);
  await writeFile(path.join(consumer, 'program.ts'), program);
  await writeFile(path.join(consumer, 'mistakes.ts'), mistakes);
  const compilerOptions = {
    ...{ strict: true, noEmit: true, target: 'es2022', module: 'node20', skipLibCheck: false },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    types: ['node'],
    typeRoots: [path.join(root, 'node_modules/@types')],
  };
  await writeFile(
    path.join(consumer, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts'] }),
  );
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  // Its exit code counts the mistakes in Temporal's own declarations as well: these are not ours to fix.
  const { stdout } = spawnSync(process.execPath, [tsc, '--project', consumer], { encoding: 'utf8' });
  expect(
    stdout.split('\n').filter((line) => /ecs-drain\/|consumer\/|^(program|mistakes)\.ts/.test(line)),
  ).toEqual([]);
});

it.each([
  ['required', 'cjs', `const { drainIdOf, statusQuery } = require('ecs-drain');`],
  ['imported', 'mjs', `import { drainIdOf, statusQuery } from 'ecs-drain';`],
])('can be %s', async (how, extension, line) => {
  const file = path.join(folder, `${how}.${extension}`);
  const accountRegion = `{ accountId: '123456789012', region: 'eu-central-1' }`;
  await writeFile(
    file,
    `${line} console.log(drainIdOf('i-0123456789abcdef0', ${accountRegion}), statusQuery.name);`,
  );
  const { stdout } = await run(process.execPath, [file]);
  expect(stdout).toBe('drain-i-0123456789abcdef0.123456789012.eu-central-1 status\n');
});

it('has a worker for a program that brings nothing else along', async () => {
  const file = path.join(folder, 'worker.cjs');
  await writeFile(
    file,
    `require('ecs-drain/worker').createWorkerFrom({}).catch(({ name }) => console.log(name));`,
  );
  const { stdout } = await run(process.execPath, [file], { env: { PATH: process.env['PATH'] } });
  expect(stdout).toBe('SettingsError\n');
});
