import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { stopChains } from '../../../../src/aws/ecs/stop-chains';

const chain = (saidSeconds: number, silentContainers = 0) => ({ saidSeconds, silentContainers });

/** A container with its stop timeout, and what it depends on. */
const container = (
  name: string,
  stopTimeout?: number,
  more: Omit<ContainerDefinition, 'name' | 'stopTimeout'> = {},
): ContainerDefinition => ({ name, ...(stopTimeout !== undefined && { stopTimeout }), ...more });

const after = (condition: 'START' | 'HEALTHY' | 'COMPLETE' | 'SUCCESS', ...names: string[]) => ({
  dependsOn: names.map((containerName) => ({ containerName, condition })),
});

describe('the containers of a task', () => {
  it.each<[string, ContainerDefinition[], ReturnType<typeof chain>[]]>([
    ['stop side by side: the slowest counts', [container('a', 20), container('b', 90)], [chain(90)]],
    [
      'may be slowest where they say nothing, as the host has it',
      [container('a', 20), container('b')],
      [chain(20), chain(0, 1)],
    ],
    ['all silent count as one', [container('a'), container('b')], [chain(0, 1)]],
    [
      'stop one after another where one depends on another',
      [
        container('app', 60, after('START', 'proxy')),
        container('proxy', 50, after('HEALTHY', 'log')),
        container('log'),
      ],
      [chain(110, 1)],
    ],
    [
      'stop along each way',
      [container('app', 10, after('START', 'slow', 'silent')), container('slow', 300), container('silent')],
      [chain(310), chain(10, 1)],
    ],
    [
      'do not wait for what has run to its end before',
      [
        container('app', 10, after('SUCCESS', 'init')),
        container('init', 99, after('COMPLETE', 'first')),
        container('first'),
      ],
      [chain(99), chain(0, 1)],
    ],
    [
      'depend on what they link to and whose volumes they use',
      [
        container('app', 10, { links: ['db:database'], volumesFrom: [{ sourceContainer: 'files' }] }),
        container('db', 20),
        container('files', 30),
      ],
      [chain(40)],
    ],
    [
      'that depend on each other or on nobody known end all the same',
      [container('a', 1, after('START', 'b', 'nobody')), container('b', 2, after('START', 'a'))],
      [chain(3)],
    ],
    ['are none', [], []],
  ])('%s', (_, containers, chains) => {
    expect(stopChains(containers)).toEqual(chains);
  });
});
