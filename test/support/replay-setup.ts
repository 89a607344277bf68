import { provideWorkflowBundle } from './setup-environment';

export default async function setup(): Promise<void> {
  await provideWorkflowBundle();
}
