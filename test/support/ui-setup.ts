import { BROWSER, findBrowser } from '../ui/support/find-browser';
import { provideWorkflowBundle } from './setup-environment';

export default async function setup(): Promise<void> {
  const browser = findBrowser(process.env);
  if (browser === undefined) return;
  process.env[BROWSER] = browser;
  await provideWorkflowBundle();
}
