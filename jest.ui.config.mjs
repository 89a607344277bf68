// What needs a browser: the Temporal UI as a person on call uses it.
import config, { project } from './jest.config.mjs';

export default {
  ...config,
  maxWorkers: 1,
  projects: [project('ui', 'test/ui', { globalSetup: './test/support/ui-setup.ts' })],
  reporters: ['default', './test/ui/support/say-skipped.mjs'],
};
