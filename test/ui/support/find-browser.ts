import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The variable by which the run's setup hands the browser's path to the test files. */
export const BROWSER = 'ECS_DRAIN_TEST_BROWSER';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * The Chromium that the browser tests drive: the path in `ECS_DRAIN_CHROMIUM`, or one on the `PATH`.
 * @returns undefined where there is none
 * @throws where `ECS_DRAIN_CHROMIUM` names what cannot be run: whoever set it wants to know
 */
export function findBrowser(env: NodeJS.ProcessEnv): string | undefined {
  const given = env['ECS_DRAIN_CHROMIUM'];
  if (given !== undefined && given !== '') {
    if (!isExecutable(given)) throw new Error(`ECS_DRAIN_CHROMIUM is ${given}, which cannot be run`);
    return given;
  }
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
