/** What the projects' setups make once for a whole jest run, and hand to the test files' processes by environment variables. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { startTemporalServer, type TemporalServer } from '../../dev/temporal/temporal-server';
import { drainSearchAttributes } from '../../dev/temporal/drain-search-attributes';
import { findTimeSkippingServer } from '../../dev/temporal/time-skipping-server-ways';

const ADDRESS = 'ECS_DRAIN_TEST_TEMPORAL_ADDRESS';
const BUNDLE = 'ECS_DRAIN_TEST_WORKFLOW_BUNDLE';
const TIME_SKIPPING_SERVER = 'ECS_DRAIN_TEST_TIME_SKIPPING_SERVER';

const surroundings = { env: process.env, progress: (line: string) => console.error(line) };

let server: TemporalServer | undefined;

/** Starts the one development server that all scenarios share. */
export async function provideTemporalServer(): Promise<void> {
  server = await startTemporalServer({ ...surroundings, searchAttributes: drainSearchAttributes });
  process.env[ADDRESS] = server.address;
}

/** Ends what {@link provideTemporalServer} started. */
export async function removeTemporalServer(): Promise<void> {
  await server?.stop();
  server = undefined;
  Reflect.deleteProperty(process.env, ADDRESS);
}

/** Finds the executable of the time-skipping server, of which each file starts one of its own. */
export async function provideTimeSkippingServer(): Promise<void> {
  process.env[TIME_SKIPPING_SERVER] = await findTimeSkippingServer(surroundings);
}

/** Bundles the workflows, once even when the setups of several projects ask for it. */
export async function provideWorkflowBundle(): Promise<void> {
  if (process.env[BUNDLE] !== undefined) return;
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.resolve(__dirname, '../../src/workflows/index.ts'),
    logger: new DefaultLogger('WARN'),
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'ecs-drain-workflows-'));
  // Not in a teardown: the last of several projects to end is not known to any of them.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'workflows.js');
  writeFileSync(file, code);
  process.env[BUNDLE] = file;
}
