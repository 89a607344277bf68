// What is packed, installed from the tarball, and run from there. It needs the npm registry, or what npm has cached of it.
import config, { project } from './jest.config.mjs';

export default {
  ...config,
  maxWorkers: 2,
  projects: [
    project('package', 'test/package', {
      globalSetup: './test/support/package-setup.ts',
      globalTeardown: './test/support/scenarios-teardown.ts',
    }),
  ],
};
