/** How long containers may take to stop, as their task definitions say. */
import { DescribeTaskDefinitionCommand, type ECSClient } from '@aws-sdk/client-ecs';
import type { StopTimeout } from '../../domain/drain/observation/observation';
import { sharedByKey } from '../batching';
import { call } from '../call-error';
import type { EcsBudgets } from './budgets';
import type { Ecs } from './ecs';
import { stopChains } from './stop-chains';

/** A task definition never changes, so an answer is good for as long as there is room for it. */
const keep = { ttlMs: Infinity, most: 2_000 };

export function createStopTimeouts(
  client: ECSClient,
  { definitionReads }: EcsBudgets,
): Pick<Ecs, 'stopTimeout'> {
  return {
    stopTimeout: sharedByKey(keep, async (arn) => {
      await definitionReads.take(1);
      return describe(client, arn);
    }),
  };
}

async function describe(client: ECSClient, taskDefinitionArn: string): Promise<StopTimeout> {
  const { taskDefinition } = await call('ecs.DescribeTaskDefinition', () =>
    client.send(new DescribeTaskDefinitionCommand({ taskDefinition: taskDefinitionArn })),
  );
  return { taskDefinitionArn, chains: stopChains(taskDefinition?.containerDefinitions ?? []) };
}
