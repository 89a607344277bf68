import type { z } from 'zod';
import { defaultSpec, type Spec, type SpecChange } from '../../../src/domain/spec';
import { hookMetadata } from '../../../src/config/hook-metadata';
import { partialSpec, specFromVariables, specReference } from '../../../src/config/spec-schema';

const issuesOf = ({ error }: { error?: z.ZodError | undefined }) =>
  (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

const rule = { name: 'batch', match: { family: 'batch*' }, behavior: { kind: 'wait' } };

describe("the spec's schema", () => {
  it('makes a spec, and can make any', () => {
    type Exactly<A, B> = [A, B] extends [B, A] ? true : never;
    const spec: Exactly<z.output<typeof partialSpec>, Partial<Spec>> = true;
    const metadata: Exactly<Omit<z.output<typeof hookMetadata>, 'cluster'>, SpecChange> = true;
    expect([spec, metadata]).toEqual([true, true]);
  });

  it('takes the defaults for good', () => {
    expect(partialSpec.parse(JSON.parse(JSON.stringify(defaultSpec)))).toEqual(
      JSON.parse(JSON.stringify(defaultSpec)),
    );
  });

  it('has a row with a meaning in the reference for every field of the spec', () => {
    expect(specReference.map(({ field }) => field).sort()).toEqual(Object.keys(defaultSpec).sort());
    expect(specReference.filter(({ description }) => description === '')).toEqual([]);
    expect(specReference.find(({ field }) => field === 'deadlineSeconds')).toMatchObject({
      variable: 'ECS_DRAIN_DEADLINE_SECONDS',
      type: 'seconds, 1 to 2592000',
      default: undefined,
      inMetadata: true,
    });
    const inMetadata = specReference.filter((row) => row.inMetadata).map(({ field }) => field);
    expect(inMetadata.sort()).toEqual(Object.keys(hookMetadata.omit({ cluster: true }).shape).sort());
  });
});

describe('the variables of a worker', () => {
  it('set numbers, choices, lists and rules', () => {
    expect(
      specFromVariables.parse({
        ECS_DRAIN_DEADLINE_SECONDS: '3600',
        ECS_DRAIN_ON_DEADLINE: 'abandon',
        ECS_DRAIN_LIFECYCLE_HOOKS: 'drain, other,',
        ECS_DRAIN_TASK_RULES: JSON.stringify([
          rule,
          {
            name: 'nightly',
            match: { group: 'family:nightly' },
            behavior: { kind: 'stop', afterSeconds: 60 },
          },
        ]),
        SOMETHING_ELSE: 'x',
      }),
    ).toEqual({
      spec: {
        ...defaultSpec,
        deadlineSeconds: 3600,
        onDeadline: 'abandon',
        lifecycleHooks: ['drain', 'other'],
        taskRules: [
          rule,
          {
            name: 'nightly',
            match: { group: 'family:nightly' },
            behavior: { kind: 'stop', afterSeconds: 60, order: 0 },
          },
        ],
      },
    });
  });

  it.each([
    ['ECS_DRAIN_RESYNC_SECONDS', 'soon', 'ECS_DRAIN_RESYNC_SECONDS: expected a number of seconds'],
    [
      'ECS_DRAIN_RESYNC_SECONDS',
      '0',
      'ECS_DRAIN_RESYNC_SECONDS: expected a number of seconds from 1 to 3600',
    ],
    ['ECS_DRAIN_PROTECTED_TASKS', 'keep', 'ECS_DRAIN_PROTECTED_TASKS: Invalid option'],
    ['ECS_DRAIN_TASK_RULES', '[{', 'ECS_DRAIN_TASK_RULES: expected a JSON list of rules'],
    ['ECS_DRAIN_TASK_RULES', JSON.stringify([rule, { ...rule, name: '' }]), 'ECS_DRAIN_TASK_RULES.1.name: '],
  ])('%s=%s is refused by its name', (variable, text, issue) => {
    expect(issuesOf(specFromVariables.safeParse({ [variable]: text }))).toEqual([
      expect.stringContaining(issue),
    ]);
  });
});

describe('a task rule', () => {
  it.each([
    [{ match: {} }, 'taskRules.0.match: expected one of family, group and startedBy'],
    [{ match: { famly: 'x' } }, 'taskRules.0.match: Unrecognized key: "famly"'],
    [{ match: { family: '*batch' } }, 'taskRules.0.match.family: expected a text, with a * at its end'],
    [{ behavior: { kind: 'kill' } }, 'taskRules.0.behavior.kind: '],
    [
      { behavior: { kind: 'stop', afterSeconds: -1 } },
      'taskRules.0.behavior.afterSeconds: expected a number of seconds from 0',
    ],
    [{ behavior: { kind: 'stop' } }, 'taskRules.0.behavior.afterSeconds: expected a number of seconds'],
  ])('with %j is refused by its place', (change, issue) => {
    expect(issuesOf(partialSpec.safeParse({ taskRules: [{ ...rule, ...change }] }))).toContainEqual(
      expect.stringContaining(issue),
    );
  });
});
