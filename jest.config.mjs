// Node 20 is supported here for as long as the SDK's releases support it; package.json says so, not every test's output.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const typescript = { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] };

export const project = (displayName, folder, more = {}) => ({
  displayName,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/${folder}/**/*.test.ts`],
  transform: typescript,
  ...more,
});

/** Libraries are loaded once a process, not for each test file. */
const librariesOnce = {
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  transform: { ...typescript, '/node_modules/.+\\.[cm]?js$': '<rootDir>/test/support/libraries.cjs' },
  transformIgnorePatterns: [],
};

const withoutServer = { ...librariesOnce, setupFilesAfterEnv: ['<rootDir>/test/support/seed.ts'] };

/** The real Temporal server, and the workflows' bundle. */
export const scenariosSetup = {
  ...librariesOnce,
  globalSetup: './test/support/scenarios-setup.ts',
  globalTeardown: './test/support/scenarios-teardown.ts',
};

/** @type {import('jest').Config} */
const config = {
  maxWorkers: 4,
  // A machine under load: 5 seconds are soon over.
  testTimeout: 20_000,
  projects: [
    project('unit', 'test/unit', withoutServer),
    project('replay', 'test/replay', { globalSetup: './test/support/replay-setup.ts' }),
    project('local-aws', 'local-aws/test', withoutServer),
    project('scenarios', 'test/scenarios', scenariosSetup),
    project('hours', 'test/hours', { globalSetup: './test/support/hours-setup.ts' }),
  ],
};

export default config;
