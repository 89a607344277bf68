/** What the projects' setups make once for a whole jest run, and hand to the test files' processes by environment variables. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { startTemporalServer, type TemporalServer } from '../../dev/temporal/temporal-server';
import { drainSearchAttributes } from '../../dev/temporal/drain-search-attributes';
import { findTimeSkippingServer } from '../../dev/temporal/time-skipping-server-ways';
import { bundleWorkflows } from '../../scripts/bundle-workflows';
import { workflowBundle } from './provided';

const ADDRESS = 'ECS_DRAIN_TEST_TEMPORAL_ADDRESS';
const BUNDLE = 'ECS_DRAIN_TEST_WORKFLOW_BUNDLE';
const PROGRAMS = 'ECS_DRAIN_TEST_PROGRAMS';
const TIME_SKIPPING_SERVER = 'ECS_DRAIN_TEST_TIME_SKIPPING_SERVER';

const root = path.resolve(__dirname, '../..');

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
  const file = path.join(temporaryFolder('workflows'), 'workflow-bundle.js');
  await bundleWorkflows(file);
  process.env[BUNDLE] = file;
}

/** Compiles the command line and the worker, file by file as the package has them, for tests that run them as processes. */
export async function providePrograms(): Promise<void> {
  const folder = temporaryFolder('programs');
  for (const name of ['node_modules', 'package.json'])
    symlinkSync(path.join(root, name), path.join(folder, name));
  const compile = build({
    absWorkingDir: root,
    entryPoints: ['src/**/*.ts'],
    outdir: path.join(folder, 'dist'),
    platform: 'node',
    format: 'cjs',
  });
  await Promise.all([compile, provideWorkflowBundle()]);
  symlinkSync(workflowBundle().codePath, path.join(folder, 'dist/worker/workflow-bundle.js'));
  process.env[PROGRAMS] = folder;
}

/** Is removed when jest ends. Not in a teardown: the last of several projects to end is not known to any of them. */
function temporaryFolder(what: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `ecs-drain-${what}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
