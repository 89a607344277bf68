/** In which cluster is an EC2 instance? Hints save calls, and only the clusters themselves answer. */
import { shared } from '../../aws/batching';
import type { Ecs } from '../../aws/ecs';
import { latestOf, type Registration } from '../../aws/ecs/registration';
import { AwsCallError, partOf } from '../../aws/trouble';
import { allowedAs, type AllowedClusters } from '../../clusters';
import { idOf, type ContainerInstance, type LookRequest } from '../../reconcile/observation';
import { hintWithinMs } from './time-left';

/** Capacity providers and clusters are joined by people, rarely. */
const providersKnownForMs = 5 * 60_000;

export interface DiscoveryDependencies {
  readonly ecs: Pick<Ecs, 'findContainerInstance' | 'listClusters' | 'clustersOfGroups'>;
  readonly clusters: AllowedClusters;
  /** Where instances of a group are looked for first. */
  readonly clusterOfGroup: Readonly<Record<string, string>>;
  readonly warn: (message: string, details: Record<string, unknown>) => void;
}

/**
 * Asks first where the instance is likely to be: in the cluster that the hook's metadata names, in the one that configuration
 * names for its group, where one of the group was found last, where the group is a capacity provider; then all the others.
 * @param clusterHint from the hook's metadata: waited for, but not long
 * @returns null when every allowed cluster says that it does not have the instance
 * @throws AwsCallError when none is known to have it and one did not say
 */
export type FindContainerInstance = (
  request: LookRequest,
  clusterHint: Promise<string | undefined>,
) => Promise<ContainerInstance | null>;

export function createFindContainerInstance(dependencies: DiscoveryDependencies): FindContainerInstance {
  const { ecs, clusters } = dependencies;
  const allowed = () => (clusters === 'all' ? ecs.listClusters() : Promise.resolve(clusters));
  const configured = new Map(Object.entries(dependencies.clusterOfGroup));
  const providers = clustersByProvider(dependencies, allowed);
  const lastFoundIn = new Map<string, string>();

  async function* hintsFor(group: string | undefined, clusterHint: Promise<string | undefined>) {
    yield [await soon(() => clusterHint)];
    if (group === undefined) return;
    yield [configured.get(group)];
    yield [lastFoundIn.get(group)];
    yield (await soon(providers))?.get(group) ?? [];
  }

  return async (request, clusterHint) => {
    const group = groupOf(request);
    const asked = new Map<string, Promise<Registration | null>>();
    const ask = (cluster: string): Promise<Registration | null> => {
      // A hint may have the name of what the list has the ARN of.
      const name = idOf(cluster);
      const answer = asked.get(name) ?? ecs.findContainerInstance(cluster, request.ec2InstanceId);
      asked.set(name, answer);
      return answer;
    };
    const foundIn = (found: Registration): Registration => {
      if (group !== undefined) lastFoundIn.set(group, found.clusterArn);
      return found;
    };
    for await (const hints of hintsFor(group, clusterHint)) {
      for (const hint of hints) {
        const cluster = hint === undefined ? undefined : allowedAs(clusters, hint);
        const found = cluster === undefined ? null : await ask(cluster).catch(() => null);
        if (found?.agentConnected) return foundIn(found);
      }
    }
    // A list that cannot be had takes nothing from what the hints have shown.
    const search = await allowed().then(
      (all) => all.map(ask),
      (error: unknown) => [...asked.values(), Promise.reject(error as Error)], // what AwsCallError is
    );
    const answers = await Promise.allSettled(search);
    // Found in one, it does not matter that another refused to say; absent only if every one says so.
    const found = latestOf(
      answers.flatMap((answer) => (answer.status === 'fulfilled' ? (answer.value ?? []) : [])),
    );
    if (found) return foundIn(found);
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (failed) throw failed.reason;
    return null;
  };
}

/** The group that Auto Scaling named, or else that a message did: as good as any other for a hint. */
const groupOf = ({ autoScalingGroupName, lifecycleHooks: [hook] }: LookRequest): string | undefined =>
  autoScalingGroupName ?? hook?.lifecycleAction.autoScalingGroupName;

/** A hint that does not come soon is none. */
async function soon<T>(hint: () => Promise<T>): Promise<T | undefined> {
  const part = await partOf('hint', hintWithinMs, hint);
  return part.kind === 'known' ? part.value : undefined;
}

/** The permission is optional: a worker that may not ask does without, and says so once. */
function clustersByProvider(
  { ecs, warn }: DiscoveryDependencies,
  allowed: () => Promise<readonly string[]>,
): () => Promise<ReadonlyMap<string, readonly string[]>> {
  let isTold = false;
  return shared(providersKnownForMs, async () => {
    try {
      return await ecs.clustersOfGroups(await allowed());
    } catch (error) {
      if (!(error instanceof AwsCallError) || error.trouble.cause === 'transient') throw error;
      if (!isTold) warn('capacity providers are not used to find instances', { trouble: error.trouble });
      isTold = true;
      return new Map();
    }
  });
}
