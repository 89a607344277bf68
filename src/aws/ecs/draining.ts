/** Container instances that are DRAINING, whatever set them so. */
import { type ECSClient, ListContainerInstancesCommand } from '@aws-sdk/client-ecs';
import { createBudget } from '../budget';
import { call } from '../call-error';
import { pagesOf } from '../pages';
import type { EcsBudgets } from './budgets';
import { describe } from './container-instances';
import type { Ecs } from './ecs';
import type { Registration } from './registration';

/** Also what DescribeContainerInstances takes. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListContainerInstances.html */
const pageSize = 100;

/** Not urgent: drains get the rest of the rate, and what was saved up for a burst. */
const pace = { burst: 1, perSecond: 3 };

export function createDraining(client: ECSClient, { reads }: EcsBudgets): Pick<Ecs, 'listDraining'> {
  const paced = createBudget(pace);
  const take = async (): Promise<void> => {
    await paced.take(1);
    await reads.take(1);
  };
  return {
    listDraining: async (cluster) => {
      const found: Registration[] = [];
      const read = async (nextToken: string | undefined) => {
        await take();
        const input = { cluster, status: 'DRAINING' as const, maxResults: pageSize, nextToken };
        return call('ecs.ListContainerInstances', () =>
          client.send(new ListContainerInstancesCommand(input)),
        );
      };
      for await (const { containerInstanceArns: arns = [] } of pagesOf(read)) {
        if (arns.length === 0) continue;
        await take();
        found.push(...(await describe(client, cluster, arns)));
      }
      // One may have been set back since it was listed.
      return found.filter(({ status }) => status === 'DRAINING');
    },
  };
}
