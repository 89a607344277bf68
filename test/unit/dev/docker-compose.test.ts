import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import packageJson from '../../../package.json';

const root = path.resolve(__dirname, '../../..');

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      command: z.union([z.string(), z.array(z.string())]),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
      healthcheck: z.object({ test: z.array(z.string()) }).optional(),
    }),
  ),
});

const { services } = composeFile.parse(
  parse(readFileSync(path.join(root, 'docker-compose.yml'), 'utf8'), { merge: true }),
);
const all = Object.entries(services);

it.each(['local-aws', 'starter', 'worker'])('runs %s by the npm script of that name', (name) => {
  const [npm, run, script] = String(services[name]?.command).split(' ');
  expect([npm, run, script]).toEqual(['npm', 'run', name]);
  expect(packageJson.scripts).toHaveProperty(name);
});

it('starts the Temporal server that the new matcher needs', () => {
  expect(services.temporal?.command).toEqual(
    expect.arrayContaining(['start-dev', '--dynamic-config-value=matching.useNewMatcher=true']),
  );
});

it.each(all)('lets %s wait only for services that exist and can say that they are ready', (_, service) => {
  for (const [needed, { condition }] of Object.entries(service.depends_on)) {
    expect(services).toHaveProperty(needed);
    expect(condition).toBe(
      services[needed]?.healthcheck ? 'service_healthy' : 'service_completed_successfully',
    );
  }
});

it.each(all)('pins the image of %s', (_, { image }) => {
  expect(image).toMatch(/:\d/);
});

it('sets the Temporal namespace up before anything drains', () => {
  expect(services.setup?.command).toBe('npm run --silent cli -- setup');
  expect(services.worker?.depends_on).toHaveProperty('setup');
});
