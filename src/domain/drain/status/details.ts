/** A drain's page for the person on call, as Markdown: the same in the Temporal UI, the CLI and the demo. Short whatever it drains. */
import { compare } from '../../format/compare';
import { messageOf } from '../../format/message-of';
import { deadlineSources } from '../vocabulary/deadline-sources';
import { reclaimCauses } from '../vocabulary/reclaim-causes';
import { idOf } from '../observation/observation';
import type { Status, TaskStatus } from './status';
import { instant } from '../../format/text';
import { formatAction, formatTask, formatTasksLeft, statusMessage } from './format-status';

/** A page shows so many tasks and commands. */
const aFew = 5;

/**
 * What is wrong and who said what first, then what is left, what comes next, and the rest.
 * @param mostTasks how many of the tasks are shown one by one
 */
export const details = (status: Status, mostTasks = aFew): string =>
  Object.values(detailsParts(status, mostTasks))
    .filter((text) => text !== '')
    .join('\n\n');

/** Its parts, in order: those that change by themselves. */
export const detailsParts = (status: Status, mostTasks = aFew): Readonly<Record<DetailsPart, string>> => ({
  detailsPhase: text([
    [`**${status.phase}**: ${statusMessage(status)}`],
    ...decisionFailureSection(status),
    ...shadowSections(status),
    whatIsSaid(status),
  ]),
  detailsTasks: text(tasksSections(status.tasks ?? [], mostTasks)),
  detailsNext: text(underTitle('Next:', whatComesNext(status))),
  detailsAbout: text(underTitle('What it is about:', whatItIs(status))),
});

export const detailsPartNames = ['detailsPhase', 'detailsTasks', 'detailsNext', 'detailsAbout'] as const;

export type DetailsPart = (typeof detailsPartNames)[number];

const text = (sections: readonly (readonly string[])[]): string =>
  sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');

const decisionFailureSection = ({ decisionFailure }: Status): string[][] =>
  decisionFailure === undefined
    ? []
    : [
        [
          `**decision failed**: ${decisionFailure}`,
          '',
          'Only heartbeats are sent until a worker can decide.',
        ],
      ];

/** A list of its own: Markdown would join it with the one before. */
const underTitle = (title: string, lines: readonly string[]): string[][] =>
  lines.length === 0 ? [] : [[title], [...lines]];

const whatIsSaid = ({ conditions, allPaused, requestedBy, reclaimedByEc2, commands }: Status): string[] => [
  ...conditions.map(({ type, message, since }) => `- **${type}** since ${instant(since)}: ${message}`),
  ...bullet(
    'all paused',
    allPaused && `by ${allPaused.by} since ${instant(allPaused.at)}: ${allPaused.reason}`,
  ),
  ...bullet('EC2 reclaims the instance', reclaimedByEc2 && messageOf(reclaimCauses, reclaimedByEc2.cause)),
  ...bullet('requested by', requestedBy),
  ...commands.slice(-aFew).map(commandLine),
];

function tasksSections(tasks: readonly TaskStatus[], most: number): string[][] {
  if (tasks.length === 0) return [];
  const more = tasks.length - most;
  const lines = sorted(tasks).slice(0, most).map(formatTask);
  return [
    [`Still there: ${formatTasksLeft(tasks)}`],
    [...lines, ...(more > 0 ? [`- and ${more} more`] : [])],
  ];
}

const whatComesNext = (status: Status): string[] => {
  const { deadline } = status;
  return [
    ...bullet('next observation', status.nextObservationAt && instant(status.nextObservationAt)),
    ...bullet('next heartbeat', status.heartbeatDueAt && instant(status.heartbeatDueAt)),
    ...bullet('hook expires', hookEnd(status)),
    ...bullet(
      'deadline',
      deadline &&
        `${instant(deadline.at)} (${messageOf(deadlineSources, deadline.setBy)}), then ${deadline.result}`,
    ),
  ];
};

const whatItIs = (status: Status): string[] => [
  ...bullet('instance', status.ec2InstanceId),
  ...status.lifecycleHooks.flatMap((name) => bullet('lifecycle hook', name)),
  ...bullet('cluster', status.clusterArn && idOf(status.clusterArn)),
  ...bullet('container instance', status.containerInstanceArn && idOf(status.containerInstanceArn)),
  ...bullet('tasks stopped', String(status.tasksStopped)),
  ...bullet('heartbeats', String(status.heartbeats)),
  ...bullet('nothing changed since', instant(status.unchangedSince)),
];

/** What a shadow would have done, and what it makes of the instance's end without it. */
function shadowSections(status: Status): string[][] {
  if (status.mode !== 'shadow') return [];
  const { planned, outcome, tasks = [] } = status;
  const wouldHaveCompleted = planned.some(({ action }) => action.kind === 'complete-lifecycle-action');
  const isTooEarly = outcome === 'already-leaving' && !wouldHaveCompleted;
  const left = status.tasks === undefined ? 'it was not DRAINING' : formatTasksLeft(tasks);
  return [
    ['**Shadow**: plans, and touches nothing.'],
    [
      ...planned.map(
        ({ at, phase, action }) => `- would ${formatAction(action)} at ${instant(at)} (${phase})`,
      ),
      ...(isTooEarly ? [`- would not have let the instance go yet: ${left}, when last seen`] : []),
    ],
  ];
}

const hookEnd = ({ hookExpiresAt, hookDefaultResult }: Status): string | undefined =>
  hookExpiresAt === undefined
    ? undefined
    : `${instant(hookExpiresAt)}, then ${hookDefaultResult ?? 'its default result'}, unless it is kept alive or completed`;

const bullet = (name: string, value: string | undefined | 0): string[] =>
  value === undefined || value === 0 ? [] : [`- ${name}: ${value}`];

const sorted = (tasks: readonly TaskStatus[]): TaskStatus[] =>
  [...tasks].sort((a, b) => compare(a.taskId, b.taskId));

function commandLine({ kind, at, by, reason }: Status['commands'][number]): string {
  return `- **${kind}** by ${by} at ${instant(at)}: ${reason}`;
}
