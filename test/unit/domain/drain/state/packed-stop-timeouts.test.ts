import {
  packStopTimeouts,
  unpackStopTimeouts,
} from '../../../../../src/domain/drain/state/packed-stop-timeouts';
import { aStopTimeout, definitionArn } from '../../../../support/observations';

const of = (family: string, saidSeconds: number) => ({
  ...aStopTimeout({ saidSeconds }),
  taskDefinitionArn: definitionArn(family),
});

describe('packed stop timeouts', () => {
  it('are unpacked as they were, once recorded', () => {
    const timeouts = [of('a', 30), of('b', 30), of('c', 90), { ...of('d', 30), taskDefinitionArn: 'd' }];
    const packed: unknown = JSON.parse(JSON.stringify(packStopTimeouts(timeouts)));
    const unpacked = unpackStopTimeouts(packed);
    expect(unpacked).toHaveLength(timeouts.length);
    expect(unpacked).toEqual(expect.arrayContaining(timeouts));
  });

  it('take few bytes for a task definition that has those of another', () => {
    const sizeFor = (count: number) =>
      JSON.stringify(packStopTimeouts(Array.from({ length: count }, (_, n) => of(`job-${n}`, 30)))).length;
    expect((sizeFor(100) - sizeFor(1)) / 99).toBeLessThanOrEqual(12);
  });

  it.each([undefined, null, 'none', [{ definitions: 1 }]])('%j is none', (packed) => {
    expect(unpackStopTimeouts(packed)).toEqual([]);
  });
});
