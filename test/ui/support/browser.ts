/** The browser of the tests. Without one they are skipped, and the run's last line says so. */
import { type Browser, chromium } from 'playwright-core';
import { BROWSER } from './find-browser';

const executablePath = process.env[BROWSER];

/** `describe`, skipped where there is no browser. */
export const describeInBrowser = executablePath === undefined ? describe.skip : describe;

/** Without a sandbox, which a container's root cannot have: it sees nothing but our own pages. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox'] });
