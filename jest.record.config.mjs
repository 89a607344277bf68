// Not tests: drains whose histories `npm run record-histories` keeps for the replay tests.
import config, { project, scenariosSetup } from './jest.config.mjs';

export default {
  ...config,
  maxWorkers: 2,
  projects: [
    project('record', 'test/replay/recordings', {
      ...scenariosSetup,
      testMatch: ['<rootDir>/test/replay/recordings/*.record.ts'],
    }),
  ],
};
