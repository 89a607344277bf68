import type { Config } from 'jest';

const project = (displayName: string, folder: string) => ({
  displayName,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/${folder}/**/*.test.ts`],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] as [string, object] },
});

const config: Config = {
  maxWorkers: 4,
  projects: [
    project('unit', 'test/unit'),
    project('local-aws', 'local-aws/test'),
    { ...project('scenarios', 'test/scenarios'), globalSetup: './test/support/scenarios-setup.ts', globalTeardown: './test/support/scenarios-teardown.ts' },
    { ...project('hours', 'test/hours'), globalSetup: './test/support/hours-setup.ts' },
  ],
};

export default config;
