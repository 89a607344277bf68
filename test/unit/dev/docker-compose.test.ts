import packageJson from '../../../package.json';
import { composeCommand, services } from '../../support/compose-file';
import { readStages } from '../../support/dockerfile';

const all = Object.entries(services);

it.each(['local-aws', 'starter'])(
  'runs %s by the npm script of that name, in the image for the laptop',
  (name) => {
    expect(composeCommand(name).slice(0, 3)).toEqual(['npm', 'run', name]);
    expect(packageJson.scripts).toHaveProperty(name);
    expect(services[name]?.build?.target).toBe('laptop');
  },
);

it('runs the worker as its image does, and the starter that is built', () => {
  expect(services.worker).toMatchObject({ build: { target: 'worker' }, read_only: true });
  expect(services.worker).not.toHaveProperty('command');
  expect(packageJson.exports['./starter']).toBe(`./${composeCommand('starter').at(-1) ?? ''}`);
});

it('starts the Temporal server that the new matcher needs', () => {
  expect(services.temporal?.command).toEqual(
    expect.arrayContaining(['start-dev', '--dynamic-config-value=matching.useNewMatcher=true']),
  );
});

it.each(all)('lets %s wait only for services that exist and can say that they are ready', (_, service) => {
  for (const [needed, { condition }] of Object.entries(service.depends_on)) {
    const { healthcheck } = services[needed] ?? {};
    expect(services).toHaveProperty(needed);
    expect(condition).toBe(
      healthcheck !== undefined && 'test' in healthcheck
        ? 'service_healthy'
        : 'service_completed_successfully',
    );
  }
});

it.each(all)('pins the image of %s, or builds a stage that exists', (_, { image, build }) => {
  const stages = readStages().map(({ name }) => name);
  expect(build ? stages.includes(build.target) : /:\d/.test(image)).toBe(true);
});

it('sets the Temporal namespace up before anything drains', () => {
  expect(composeCommand('setup')).toEqual(['node', packageJson.bin['ecs-drain'], 'setup']);
  expect(services.setup?.build?.target).toBe('worker');
  expect(services.worker?.depends_on).toHaveProperty('setup');
});
