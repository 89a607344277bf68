import { readHookMetadata } from '../../../src/config/hook-metadata';

const read = (value: unknown, allowed: readonly string[] | 'all' = 'all') =>
  readHookMetadata(typeof value === 'string' ? value : JSON.stringify(value), allowed);

const nothing = { specChange: {}, cluster: undefined, problem: undefined };
const arn = 'arn:aws:ecs:eu-central-1:123456789012:cluster/web';
const rules = [{ name: 'batch', match: { family: 'batch*' }, behavior: { kind: 'wait' } }];

describe("a hook's metadata", () => {
  it('changes fields of the spec and names the cluster', () => {
    expect(read({ cluster: 'web', deadlineSeconds: 900, onDeadline: 'abandon', taskRules: rules })).toEqual({
      specChange: { deadlineSeconds: 900, onDeadline: 'abandon', taskRules: rules },
      cluster: 'web',
      problem: undefined,
    });
  });

  it.each([undefined, '', 'owned by team web', '42', '"text"', '[]', 'null', '{'])(
    'that is no JSON object is none of our business: %s',
    (text) => {
      expect(readHookMetadata(text, 'all')).toEqual(nothing);
    },
  );

  it.each([
    [{ deadlineSecond: 900 }, 'Unrecognized key: "deadlineSecond"'],
    [{ deadlineSeconds: 'soon' }, 'deadlineSeconds: expected a number of seconds from 1 to 2592000'],
    [{ deadlineSeconds: '900' }, 'deadlineSeconds: expected a number of seconds'],
    [{ lifecycleHooks: ['theirs'] }, 'Unrecognized key: "lifecycleHooks"'],
    [{ cluster: 'de mo; rm' }, 'cluster: expected the name or ARN of a cluster'],
    [
      { taskRules: [{ ...rules[0], behavior: { kind: 'stop', afterSeconds: -1 } }] },
      'taskRules.0.behavior.afterSeconds: expected a number of seconds from 0',
    ],
  ])('with a mistake names the field, and none of it counts: %j', (mistake, problem) => {
    expect(read({ resyncSeconds: 5, ...mistake })).toEqual({
      ...nothing,
      problem: expect.stringContaining(problem) as string,
    });
  });

  it.each([
    ['web', ['web'], 'web'],
    ['web', [arn], arn],
    [arn, ['web'], 'web'],
    [arn, 'all', arn],
  ] as const)('that names cluster %s, where %j are allowed, names %s', (cluster, allowed, known) => {
    expect(read({ cluster }, allowed)).toMatchObject({ cluster: known, problem: undefined });
  });

  it.each([
    ['batch', ['web']],
    [arn, [arn.replace('123456789012', '210987654321')]],
  ])('that names cluster %s, where %j are allowed, is a mistake', (cluster, allowed) => {
    expect(read({ cluster, resyncSeconds: 5 }, allowed)).toEqual({
      ...nothing,
      cluster,
      problem: expect.stringMatching(`cluster: ${cluster} is not among`) as string,
    });
  });
});
