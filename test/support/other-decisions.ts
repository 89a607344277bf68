/** Decisions that differ from today's in what they plan, say, and keep. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mutantsOf } from '../../scripts/mutate-reconcile/mutants';
import type { Edit } from './other-builds';

export interface OtherDecision {
  readonly edits: readonly Edit[];
  /** What it alone leaves in the history of a drain; undefined: nothing of its own. */
  readonly trace?: string;
}

const calls = 'src/activities/drain/decide/calls.ts';
const decideDrain = 'src/activities/drain/decide/decide-drain.ts';
const state = 'src/domain/drain/state/recorded-state.ts';
const packedTasks = 'src/domain/drain/state/packed-tasks.ts';

/** By what differs. */
export const otherDecisions = {
  'sets DRAINING by an activity that no worker has': {
    edits: [{ file: calls, find: "'setDraining'", replace: "'setDrainingSomehow'" }],
    trace: 'setDrainingSomehow',
  },
  'stops tasks by an activity that it alone has': {
    edits: [
      { file: calls, find: "'stopTasks'", replace: "'stopTasksOfAnInstance'" },
      {
        file: 'src/activities/drain/create-drain-activities.ts',
        find: '    stopTasks: (action)',
        replace:
          '    stopTasksOfAnInstance: (action) => acting((attempt) => stopTasks(action, attempt)),\n    stopTasks: (action)',
      },
    ],
    trace: 'stopTasksOfAnInstance',
  },
  'waits for another time': {
    edits: [{ file: calls, find: 'observeAt - decidedAt,', replace: '(observeAt - decidedAt) / 2 + 137.5,' }],
  },
  'uses other words': {
    edits: [
      { file: decideDrain, find: "text === '' ? null : text", replace: '`in other words: ${text}`' },
      { file: decideDrain, find: ': timerSummary(status);', replace: ": 'waits, in other words';" },
      { file: calls, find: ": 'observe',", replace: ": 'observe, in other words'," },
    ],
    trace: 'in other words',
  },
  'has another name for a phase': {
    edits: [
      {
        file: 'src/domain/drain/steps/wait-for-tasks.ts',
        find: "name: 'wait-for-tasks'",
        replace: "name: 'wait-for-tasks-elsewhere'",
      },
    ],
    trace: 'wait-for-tasks-elsewhere',
  },
  'keeps one part more': {
    edits: [
      {
        file: state,
        find: '    ...parts,\n',
        replace: '    ...parts,\n    forecast: { version, at: decidedAt },\n',
      },
    ],
    trace: 'forecast',
  },
  'has another version of each part that is rebuilt': {
    edits: [
      {
        file: state,
        find: '{ version, ...picked(state, members) }',
        replace: '{ version: name in rebuilt ? 2 : version, ...picked(state, members) }',
      },
      { file: state, find: 'spec: { version, ', replace: 'spec: { version: 2, ' },
      {
        file: state,
        find: 'anyPart.safeParse(recorded[name]).data ??',
        replace: 'z.looseObject({ version: z.literal(2) }).safeParse(recorded[name]).data ??',
      },
      ...[
        'z.literal(1),\n  /** What ARNs of tasks begin',
        'z.literal(1),\n  /** What ARNs of task definitions begin',
      ].map((find) => ({ file: packedTasks, find, replace: find.replace('1', '2') })),
      ...['tasks: { version: 1,', 'taskKinds: { version: 1,'].map((find) => ({
        file: packedTasks,
        find,
        replace: find.replace('1', '2'),
      })),
    ],
    trace: '"version":2',
  },
  'keeps members more in the core and beside the host': {
    edits: [
      {
        file: state,
        find: "core: { ...parts['core'],",
        replace: "core: { ...parts['core'], mood: 'calm', decidedAs: { by: 1 },",
      },
      {
        file: state,
        find: 'host: { version, ...host,',
        replace: 'host: { version, rack: 7, ...host,',
      },
    ],
    trace: '"mood":"calm"',
  },
  'is woken by other keys': {
    edits: [
      {
        file: 'src/domain/drain/schedule/wake.ts',
        find: 'milestones(state).map((arns) => arns.map(wakeKeyOf))',
        replace: "[['another-key', `observation-${state.observationCount}`], ['this', 'and-that']]",
      },
    ],
    trace: 'another-key',
  },
  'never says what wakes it': {
    edits: [{ file: decideDrain, find: ' ? wakeWhen : undefined', replace: ' ? undefined : undefined' }],
  },
  'stops tasks of rules in the other order': {
    edits: [
      {
        file: 'src/domain/drain/tasks/outstanding.ts',
        find: "behavior.kind === 'stop' ? behavior.order : Infinity",
        replace: "behavior.kind === 'stop' ? -behavior.order : Infinity",
      },
      {
        file: 'src/domain/drain/tasks/outstanding.ts',
        find: 'behavior.order === lowestOrder',
        replace: '-behavior.order === lowestOrder',
      },
    ],
  },
  'gives activities other times': {
    edits: [
      { file: calls, find: 'startToCloseTimeout: 15_000', replace: 'startToCloseTimeout: 9_000' },
      { file: calls, find: 'startToCloseTimeout: noticedWithinMs', replace: 'startToCloseTimeout: 7_777' },
      { file: calls, find: 'initialInterval: 1_000', replace: 'initialInterval: 333' },
      { file: calls, find: 'heartbeatTimeout: silentForMs', replace: 'heartbeatTimeout: 4_444' },
    ],
    trace: '7777',
  },
  'fails always': {
    edits: [
      {
        file: decideDrain,
        find: 'const decision = decide(',
        replace: "if (now > 0) throw new Error('this decision is at fault');\n    const decision = decide(",
      },
    ],
    trace: 'this decision is at fault',
  },
} as const satisfies Readonly<Record<string, OtherDecision>>;

/** A few of those of `npm run mutate:reconcile`, spread over files that say when to observe, and what is shown. */
export function mutantDecisions(): readonly OtherDecision[] {
  const files = [
    'drain/schedule/wake',
    'format/fingerprint',
    'drain/status/details',
    'drain/status/format-status',
    'drain/status/conditions',
  ];
  return files.map((name, index) => {
    const file = `src/domain/${name}.ts`;
    const code = readFileSync(path.resolve(__dirname, '../..', file), 'utf8');
    const all = mutantsOf(file, code);
    const mutant = all[Math.floor(((index + 1) / (files.length + 1)) * all.length)];
    if (mutant === undefined) throw new Error(`${file} has no mutants`);
    const replace = code.slice(0, mutant.start) + mutant.replacement + code.slice(mutant.end);
    return { edits: [{ file, find: code, replace }] };
  });
}
