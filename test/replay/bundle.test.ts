import { readFileSync } from 'node:fs';
import { workflowBundle } from '../support/provided';
import { ourModulesIn } from './support/bundles';

it('the bundle of the workflows has no domain code: workflows, the driver and two tables of telemetry alone', () => {
  const modules = ourModulesIn(readFileSync(workflowBundle().codePath, 'utf8'));
  expect(modules).toEqual(
    expect.arrayContaining(['workflows/drain-instance.ts', 'workflows/driver/driver.ts']),
  );
  expect(modules.filter((module) => !module.startsWith('workflows/')).sort()).toEqual([
    'telemetry/instruments.ts',
    'telemetry/metrics.ts',
  ]);
});
