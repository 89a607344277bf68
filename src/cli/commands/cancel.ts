import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { instant } from '../../domain/format/text';
import { defineCommand } from '../command';
import { wasActionCompleted } from '../cancelled-action';
import { CliError } from '../errors';
import { ExitCode } from '../exit-codes';
import { findDrain } from '../find-drain';
import { followDrain } from '../follow';
import { instance, attribution, patience, accountRegion, yes } from '../inputs';
import { readDrain, readRunningDrain, statusIn, type OneDrain } from '../one-drain';
import { attributionFrom } from '../send-command';

export const cancel = defineCommand({
  name: 'cancel',
  summary: 'End a drain without draining: only an operator starts it again',
  description:
    'Nothing more is stopped. An instance that nobody terminates is set back to ACTIVE if the drain had set it to DRAINING. A lifecycle hook is left to its time-out, or completed with CONTINUE where ECS_DRAIN_ON_CANCEL or the metadata of the hook says so. Asks first, unless --yes.',
  inputs: { instance, ...attribution, ...accountRegion, yes, patience },
  examples: [
    ['cancel i-0123456789abcdef0 --reason "the wrong instance"', 'asks first'],
    ['cancel i-0123456789abcdef0 --reason "as agreed" --yes', 'does not'],
  ],
  run: async ({ instance: ec2InstanceId, yes: isConfirmed, patience: withinMs, ...given }, cli) => {
    const { by, reason } = attributionFrom(given, cli);
    const client = await cli.connect();
    const ref = await findDrain(client, { instance: ec2InstanceId, ...given }, cli);
    const drain = await readRunningDrain(client, ref);
    if (!isConfirmed) await cli.confirm(`The drain of ${ec2InstanceId} ends. ${whatHappensToHook(drain)}`);
    await requestCancel(client, drain, `by ${by}: ${reason}`);
    const ending = await followDrain(client, ref, cli, Date.now() + withinMs);
    if (ending === undefined) {
      if (cli.interrupted.aborted) return ExitCode.Interrupted;
      throw new CliError(
        ExitCode.NoAnswer,
        `the cancel of ${ec2InstanceId} is asked for, and no worker has carried it out within ${withinMs / 1000} s`,
      );
    }
    if (ending.execution !== 'CANCELLED')
      throw new CliError(
        ExitCode.Refused,
        `the drain of ${ec2InstanceId} ended before the cancel reached it: ${ending.outcome ?? ending.execution.toLowerCase()}`,
      );
    const after = await readDrain(client, ref);
    const isCompleted = await wasActionCompleted(client, after.description);
    const hookExpiresAt = isCompleted ? undefined : statusIn(after)?.hookExpiresAt;
    const hook = isCompleted ? 'The lifecycle action was completed with CONTINUE.' : whatHookDoes(after);
    cli.output.give(
      {
        instance: ec2InstanceId,
        execution: ending.execution,
        isActionCompleted: isCompleted,
        hookExpiresAt: hookExpiresAt ?? null,
      },
      () => `the drain of ${ec2InstanceId} is cancelled. ${hook}`,
    );
    return ExitCode.Done;
  },
});

/** By the drain's last status, which does not tell whether a cancel completes the action. */
function whatHappensToHook(drain: OneDrain): string {
  const isWaiting = statusIn(drain)?.hookExpiresAt !== undefined;
  const unless = isWaiting ? ' Where cancels are set to complete it, it is completed with CONTINUE.' : '';
  return `${whatHookDoes(drain)}${unless}`;
}

function whatHookDoes(drain: OneDrain): string {
  const status = statusIn(drain);
  if (status === undefined) return 'Whether a lifecycle hook waits is not known: no worker answers.';
  const { hookExpiresAt, hookDefaultResult } = status;
  if (hookExpiresAt === undefined) return 'No lifecycle hook of ours waits.';
  const result = hookDefaultResult ?? 'its default result';
  return `Left alone, the lifecycle hook ends the wait at ${instant(hookExpiresAt)} with ${result}.`;
}

/** Not `handle.cancel()`, which takes no reason: this one is seen in Temporal's history. */
async function requestCancel(client: Client, { description }: OneDrain, reason: string): Promise<void> {
  const { workflowId, runId } = description;
  const { namespace, identity } = client.options;
  await client.workflowService.requestCancelWorkflowExecution({
    namespace,
    identity,
    workflowExecution: { workflowId, runId },
    requestId: randomUUID(),
    reason,
  });
}
