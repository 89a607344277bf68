/**
 * Records the histories that the replay tests keep: `npm run record-histories [-- <name>...]`. Without a name: all that were
 * not recorded with this version of the SDK. What is there is never overwritten: a history that is changed proves nothing
 * about the drains that wrote it. Exits 2 where a name cannot be recorded, 1 where a drain did not go as it should.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { historyFile, recordingFile, recordings } from '../test/replay/support/histories';

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const problem = named.map(problemOf).find((one) => one !== undefined);
  if (problem !== undefined) {
    console.error(problem);
    process.exitCode = 2;
    return;
  }
  const wanted = named.length > 0 ? named : recordings().filter((name) => !existsSync(historyFile(name)));
  if (wanted.length === 0) console.error('All histories are there already.');
  else process.exitCode = await play(wanted);
}

function problemOf(name: string): string | undefined {
  if (!recordings().includes(name)) return `${name} is none of ${recordings().join(', ')}`;
  if (existsSync(historyFile(name))) return `${historyFile(name)} is there already, and is never overwritten`;
  return undefined;
}

/** @returns jest's exit code */
async function play(names: readonly string[]): Promise<number> {
  const jest = spawn(
    process.execPath,
    [
      require.resolve('jest/bin/jest'),
      '--config=jest.record.config.mjs',
      '--runTestsByPath',
      ...names.map(recordingFile),
    ],
    { stdio: 'inherit' },
  );
  return new Promise((resolve) => jest.once('exit', (code) => resolve(code ?? 1)));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
