/** How long containers may take to stop, as their task definitions say. */
import { DescribeTaskDefinitionCommand, type ECSClient } from '@aws-sdk/client-ecs';
import type { StopTimeout } from '../../reconcile/observation';
import { sharedByKey } from '../batching';
import { call } from '../trouble';
import type { EcsBudgets } from './budgets';
import type { Ecs } from './ecs';

/** A task definition never changes, so an answer is good for as long as there is room for it. */
const keep = { ttlMs: Infinity, most: 2_000 };

export function createStopTimeouts(
  client: ECSClient,
  { definitionReads }: EcsBudgets,
): Pick<Ecs, 'stopTimeouts'> {
  const stopTimeout = sharedByKey(keep, async (arn) => {
    await definitionReads.take(1);
    return describe(client, arn);
  });
  return { stopTimeouts: (arns) => Promise.all(arns.map(stopTimeout)) };
}

/**
 * Containers stop side by side, so the slowest counts. What one does that does not say is the host's agent's matter, which no
 * API tells.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
async function describe(client: ECSClient, taskDefinitionArn: string): Promise<StopTimeout> {
  const { taskDefinition } = await call('ecs.DescribeTaskDefinition', () =>
    client.send(new DescribeTaskDefinitionCommand({ taskDefinition: taskDefinitionArn })),
  );
  const said = (taskDefinition?.containerDefinitions ?? []).flatMap(({ stopTimeout }) => stopTimeout ?? []);
  return { taskDefinitionArn, stopTimeoutSeconds: said.length > 0 ? Math.max(...said) : null };
}
