import { provideTimeSkippingServer, provideWorkflowBundle } from './setup-environment';

export default async function setup(): Promise<void> {
  await Promise.all([provideTimeSkippingServer(), provideWorkflowBundle()]);
}
