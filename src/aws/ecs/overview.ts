/** What is in a cluster, as far as an observation at its beginning tells. */
import { type ECSClient, ListContainerInstancesCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { createBudget } from '../budget';
import { chunks } from '../../domain/chunks';
import { call } from '../call-error';
import { pagesOf } from '../pages';
import type { EcsBudgets } from './budgets';
import { describe } from './container-instances';
import type { Ecs } from './ecs';
import type { Registration } from './registration';

/** Also what DescribeContainerInstances takes. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html and its neighbours */
const pageSize = 100;

/** Drains get what is left of the rate, and what was saved up for a burst. */
const pace = { burst: 5, perSecond: 5 };

export function createOverview(client: ECSClient, { reads }: EcsBudgets): Pick<Ecs, 'overview'> {
  const paced = createBudget(pace);
  const take = async (): Promise<void> => {
    await paced.take(1);
    await reads.take(1);
  };
  return {
    overview: async (cluster, most) => {
      const instances: Registration[] = [];
      const found = await listed(most.instances, async (nextToken) => {
        await take();
        const input = { cluster, maxResults: pageSize, nextToken };
        const page = await call('ecs.ListContainerInstances', () =>
          client.send(new ListContainerInstancesCommand(input)),
        );
        return { items: page.containerInstanceArns ?? [], nextToken: page.nextToken };
      });
      for (const some of chunks(found.items, pageSize)) {
        await take();
        instances.push(...(await describe(client, cluster, some)));
      }
      const tasks = await listed(most.tasks, async (nextToken) => {
        await take();
        const input = { cluster, launchType: 'EC2' as const, maxResults: pageSize, nextToken };
        const page = await call('ecs.ListTasks', () => client.send(new ListTasksCommand(input)));
        return { items: page.taskArns ?? [], nextToken: page.nextToken };
      });
      return { instances, taskArns: tasks.items, isCut: found.isCut || tasks.isCut };
    },
  };
}

interface Page {
  readonly items: readonly string[];
  readonly nextToken: string | undefined;
}

/** Page by page, until there is no more or it is enough. */
async function listed(
  most: number,
  read: (nextToken: string | undefined) => Promise<Page>,
): Promise<{ readonly items: readonly string[]; readonly isCut: boolean }> {
  const items: string[] = [];
  for await (const page of pagesOf(read)) {
    items.push(...page.items);
    if (items.length >= most)
      return { items: items.slice(0, most), isCut: page.nextToken !== undefined || items.length > most };
  }
  return { items, isCut: false };
}
