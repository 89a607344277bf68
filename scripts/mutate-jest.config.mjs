import config from '../jest.config.mjs';

const { displayName: _, ...project } = config.projects.find(({ displayName }) => displayName === 'local-aws');

/** The project local-aws, skipping what is left of a file once a test of it has failed. */
const mutateConfig = {
  ...project,
  rootDir: '..',
  testEnvironment: '<rootDir>/scripts/mutate-environment.cjs',
};

export default mutateConfig;
