import { provideInstalledPackage } from './installed-package';
import { provideTemporalServer, provideWorkflowBundle } from './setup-environment';

export default async function setup(): Promise<void> {
  await Promise.all([provideTemporalServer(), provideWorkflowBundle(), provideInstalledPackage()]);
}
