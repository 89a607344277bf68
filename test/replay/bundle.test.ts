import { readFileSync } from 'node:fs';
import { workflowBundle } from '../support/provided';
import { ourModulesIn } from './support/bundles';

it('the bundle of the workflows has no domain code: workflows, the driver and the table of metrics alone', () => {
  const modules = ourModulesIn(readFileSync(workflowBundle().codePath, 'utf8'));
  expect(modules).toEqual(expect.arrayContaining(['workflows/drain.ts', 'workflows/driver/driver.ts']));
  expect(modules.filter((module) => !module.startsWith('workflows/')).sort()).toEqual([
    'metrics/instruments.ts',
    'metrics/metrics.ts',
  ]);
});
