import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { instant } from '../../domain/format/text';
import { details } from '../../domain/drain/status/details';
import { messageOf } from '../../domain/format/message-of';
import { outcomes } from '../../domain/drain/vocabulary/outcomes';
import type { DrainResult } from '../../workflows/drain.api';
import { accountRegionOf } from '../../domain/task-queue';
import { searchAttributes } from '../../temporal/search-attribute-keys';
import { defineCommand, type Cli } from '../command';
import { noWorkerAnswers } from '../drain-list';
import { ExitCode } from '../exit-codes';
import { findDrain } from '../find-drain';
import { instance, option, accountRegion } from '../inputs';
import { isEndedByTemporal, readDrain, resultOf, statusIn, type OneDrain } from '../one-drain';
import { onTerminal } from '../terminal-markdown';
import { uiLink } from '../ui-link';

export const describe = defineCommand({
  name: 'describe',
  summary: 'One drain: where it stands, what it waits for, and what comes next',
  description:
    'The words are those of the Temporal UI. The last drain of an instance is shown also when it has ended; --json has every task.',
  inputs: {
    instance,
    ...accountRegion,
    uiUrl: option(
      '--ui-url <url>',
      'the Temporal UI to link to (default: ECS_DRAIN_UI_URL)',
      z.url('expected a URL').optional(),
    ),
  },
  examples: [
    ['describe i-0123456789abcdef0', 'in words'],
    ['describe i-0123456789abcdef0 --json | jq .status.tasks', 'every task that is left'],
  ],
  run: async ({ uiUrl, ...given }, cli) => {
    const client = await cli.connect();
    const drain = await readDrain(client, await findDrain(client, given, cli));
    const result = await resultOf(client, drain.description);
    const link = linkTo(drain, uiUrl ?? cli.config.uiUrl, client);
    cli.output.give(jsonOf(drain, result, link), () =>
      [...words(drain, result, cli), '', ...whereToLook(drain, link, client)].join('\n'),
    );
    return ExitCode.Done;
  },
});

const linkTo = ({ description }: OneDrain, uiUrl: string | undefined, client: Client): string | undefined =>
  uiUrl === undefined ? undefined : uiLink(uiUrl, client.options.namespace, description);

function jsonOf(drain: OneDrain, result: DrainResult | undefined, link: string | undefined) {
  const { workflowId, runId, taskQueue, status, startTime, closeTime } = drain.description;
  return {
    instance: drain.instance,
    workflowId,
    runId,
    taskQueue,
    account: accountRegionOf(taskQueue)?.accountId ?? null,
    region: accountRegionOf(taskQueue)?.region ?? null,
    execution: status.name,
    startedAt: startTime.getTime(),
    endedAt: closeTime?.getTime() ?? null,
    status: statusIn(drain) ?? null,
    problem: problemOf(drain) ?? null,
    result: result ?? null,
    uiUrl: link ?? null,
  };
}

/** Why there is no status. */
function problemOf({ answer }: OneDrain): string | undefined {
  if (answer.kind === 'silent') return noWorkerAnswers;
  if (answer.kind === 'failed') return answer.problem;
  return answer.status === undefined ? 'it has not observed anything yet' : undefined;
}

/** The drain's own words; without a worker what Temporal knows of it. */
function words(drain: OneDrain, result: DrainResult | undefined, { output }: Cli): string[] {
  const status = statusIn(drain);
  const { name: execution } = drain.description.status;
  const oddEnd = isEndedByTemporal(execution)
    ? [`${execution.toLowerCase()} by Temporal: the instance is not being drained`, '']
    : [];
  if (status !== undefined) return [...oddEnd, onTerminal(details(status, Infinity), output.colors)];
  return [...oddEnd, ...withoutWorker(drain, result)];
}

function withoutWorker(drain: OneDrain, result: DrainResult | undefined): string[] {
  const { status, startTime, closeTime, typedSearchAttributes: labels } = drain.description;
  return [
    `${status.name.toLowerCase()}: ${result ? messageOf(outcomes, result.outcome) : (problemOf(drain) ?? '')}`,
    '',
    `- instance: ${drain.instance}`,
    ...Object.entries(searchAttributes).flatMap(([label, key]) => {
      const value = label === 'instance' ? undefined : labels.get(key);
      return value === undefined ? [] : [`- ${labelName(label)}: ${value}`];
    }),
    `- started: ${instant(startTime.getTime())}`,
    ...(closeTime ? [`- ended: ${instant(closeTime.getTime())}`] : []),
    ...(result ? [`- tasks stopped: ${result.tasksStopped}`, `- heartbeats: ${result.heartbeats}`] : []),
  ];
}

/** `containerInstance` as `container instance`. */
const labelName = (label: string): string => label.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function whereToLook({ description }: OneDrain, link: string | undefined, client: Client): string[] {
  const accountRegion = accountRegionOf(description.taskQueue);
  return [
    ...(accountRegion ? [`account ${accountRegion.accountId}, Region ${accountRegion.region}`] : []),
    link ?? `workflow ${description.workflowId} in namespace ${client.options.namespace}`,
  ];
}
