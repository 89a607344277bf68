import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workerSettings } from '../../src/config';
import { readHookMetadata } from '../../src/hook-metadata';
import { specReference } from '../../src/spec-schema';

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');

describe('the README', () => {
  it('names every variable of a worker, and no other', () => {
    const named = new Set(readme.match(/\bECS_DRAIN_[A-Z_]+/g));
    const read = [...Object.keys(workerSettings.shape), ...specReference.map(({ variable }) => variable)];
    expect([...named].sort()).toEqual(read.filter((name) => name.startsWith('ECS_DRAIN_')).sort());
  });

  it('shows metadata that is understood', () => {
    const [, metadata] = /```json\n(.*?)```/s.exec(readme) ?? [];
    expect(readHookMetadata(metadata, 'all')).toMatchObject({
      cluster: 'batch',
      specChange: { taskRules: [{ name: 'nightly' }] },
      problem: undefined,
    });
  });
});
