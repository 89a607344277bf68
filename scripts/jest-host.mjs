/**
 * Runs the jest project local-aws as often as its parent process asks, one run after the other: a start of jest costs as much as
 * most of the runs. Takes a JestRun of run-jest.ts, without files for the whole project but its property tests, which are slow;
 * answers each with a JestResult.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCLI } from 'jest';

const config = join(dirname(fileURLToPath(import.meta.url)), 'mutate-jest.config.mjs');

process.on('message', async ({ files, test, environment }) => {
  Object.assign(process.env, environment);
  const chosen =
    files.length > 0
      ? { _: files, runInBand: true, runTestsByPath: true }
      : { _: [], maxWorkers: '100%', testPathIgnorePatterns: ['/properties/'] };
  const pattern = test && { testNamePattern: `^${test.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$` };
  const argv = { ...chosen, ...pattern, $0: 'jest', config, reporters: [], silent: true };
  const { results } = await runCLI(argv, [config]);
  for (const name of Object.keys(environment)) delete process.env[name];
  process.send(
    results.success ? { kind: 'passed' } : { kind: 'failed', firstFailure: firstFailure(results) },
  );
});

function firstFailure({ testResults }) {
  for (const { testFilePath, failureMessage, testResults: tests } of testResults) {
    const file = testFilePath.slice(testFilePath.lastIndexOf('/test/') + '/test/'.length);
    const failed = tests.find(({ status }) => status === 'failed');
    if (failed) return { file, test: failed.fullName };
    if (failureMessage) return { file, test: failureMessage.split('\n')[0] };
  }
  throw new Error('jest failed and names no test.');
}
