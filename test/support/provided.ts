/** What the setups of jest's projects have made for the test files. */

import path from 'node:path';
import packageJson from '../../package.json';

/** `host:port` of the development server that all scenarios share. */
export const temporalAddress = (): string => provided('ECS_DRAIN_TEST_TEMPORAL_ADDRESS');

/** The workflows, for `WorkerOptions.workflowBundle`. */
export const workflowBundle = (): { readonly codePath: string } => ({
  codePath: provided('ECS_DRAIN_TEST_WORKFLOW_BUNDLE'),
});

/** A program of the package, compiled from the sources. */
export const program = (name: keyof typeof packageJson.bin): string =>
  path.join(provided('ECS_DRAIN_TEST_PROGRAMS'), packageJson.bin[name]);

/** The executable of the time-skipping server, for `TestWorkflowEnvironment.createTimeSkipping({ server })`. */
export const timeSkippingServer = () => ({
  executable: { type: 'existing-path' as const, path: provided('ECS_DRAIN_TEST_TIME_SKIPPING_SERVER') },
});

function provided(variable: string): string {
  const value = process.env[variable];
  if (value === undefined)
    throw new Error(`${variable} is not set: does this file's jest project have a globalSetup?`);
  return value;
}
