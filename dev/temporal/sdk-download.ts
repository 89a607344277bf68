/**
 * Makes the Temporal SDK download one of its servers: `sdk-download.ts <dev-server | time-skipping> <folder>`.
 * Exits non-zero with the SDK's error on standard error where the download is refused.
 */
import { mkdir } from 'node:fs/promises';
import { TestWorkflowEnvironment } from '@temporalio/testing';

async function main([server, folder]: string[]): Promise<void> {
  if (folder === undefined) throw new Error('name a server and a folder');
  await mkdir(folder, { recursive: true });
  const executable = { type: 'cached-download', downloadDir: folder } as const;
  const environment =
    server === 'time-skipping'
      ? await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } })
      : await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
