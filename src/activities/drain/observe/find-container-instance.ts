/** In which cluster is an EC2 instance? Hints save calls, and only the clusters themselves answer. */
import { shared } from '../../../aws/batching';
import type { Ecs } from '../../../aws/ecs';
import { latestOf, type Registration } from '../../../aws/ecs/registration';
import { AwsCallError, partOf } from '../../../aws/call-error';
import { allowedAs, isSameCluster, type AllowedClusters } from '../../../config/clusters';
import {
  valueOf,
  type ContainerInstance,
  type ObservationRequest,
} from '../../../domain/drain/observation/observation';
import {
  answerOf,
  candidatesOf,
  candidatesOfHooks,
  type Candidate,
  type ClustersOfHooks,
} from './candidates';
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
 * @param ofHooks what hooks' metadata names: not waited for long, unless the instance would count as absent without it
 * @returns null when every allowed cluster, and every one that a person named, says that it does not have the instance
 * @throws AwsCallError when none is known to have it and one did not say, is not there or is not allowed
 */
export type FindContainerInstance = (
  request: ObservationRequest,
  ofHooks: Promise<ClustersOfHooks>,
) => Promise<ContainerInstance | null>;

export function createFindContainerInstance(dependencies: DiscoveryDependencies): FindContainerInstance {
  const { ecs, clusters } = dependencies;
  const allowed = () => (clusters === 'all' ? ecs.listClusters() : Promise.resolve(clusters));
  const configured = new Map(Object.entries(dependencies.clusterOfGroup));
  const providers = clustersByProvider(dependencies, allowed);
  const lastFoundIn = new Map<string, string>();
  const homes = createHomes();

  async function* hintsFor(group: string | undefined, ofHooks: Promise<ClustersOfHooks>) {
    yield (await soon(() => ofHooks))?.map(valueOf) ?? [];
    if (group === undefined) return;
    yield [configured.get(group)];
    yield [lastFoundIn.get(group)];
    yield (await soon(providers))?.get(group) ?? [];
  }

  return async (request, ofHooks) => {
    const group = groupOf(request);
    const asked: { readonly cluster: string; readonly answer: Promise<Registration | null> }[] = [];
    const ask = (cluster: string): Promise<Registration | null> => {
      // A hint may have the name of what the list has the ARN of.
      const before = asked.find((one) => isSameCluster(one.cluster, cluster));
      if (before) return before.answer;
      const answer = ecs.findContainerInstance(cluster, request.ec2InstanceId);
      asked.push({ cluster, answer });
      return answer;
    };
    const foundIn = (found: Registration): Registration => {
      if (group !== undefined) lastFoundIn.set(group, found.clusterArn);
      homes.add(request.ec2InstanceId, found.clusterArn);
      return found;
    };
    if (request.containerInstance) homes.add(request.ec2InstanceId, request.containerInstance.clusterArn);
    const wasThere = (cluster: string) => homes.has(request.ec2InstanceId, cluster);
    const askAll = (candidates: readonly Candidate[]) =>
      candidates.map((candidate) => answerOf(candidate, ask(candidate.cluster), wasThere));

    for await (const hints of hintsFor(group, ofHooks)) {
      for (const hint of hints) {
        const cluster = hint === undefined ? undefined : allowedAs(clusters, hint);
        const found = cluster === undefined ? null : await ask(cluster).catch(() => null);
        if (found?.agentConnected) return foundIn(found);
      }
    }
    // A list that cannot be had takes nothing from what the hints have shown.
    const search = await allowed().then(
      (all) => askAll(candidatesOf(all, clusters, group === undefined ? undefined : configured.get(group))),
      (error: unknown) => [...asked.map(({ answer }) => answer), Promise.reject(error as Error)], // what AwsCallError is
    );
    const found =
      (await latestIn(search)) ?? (await latestIn(askAll(candidatesOfHooks(await ofHooks, clusters))));
    return found ? foundIn(found) : null;
  };
}

/** Found in one, it does not matter that another refused to say; absent only if every one says so. */
async function latestIn(search: readonly Promise<Registration | null>[]): Promise<Registration | undefined> {
  const answers = await Promise.allSettled(search);
  const found = latestOf(
    answers.flatMap((answer) => (answer.status === 'fulfilled' ? (answer.value ?? []) : [])),
  );
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (found === undefined && failed) throw failed.reason;
  return found;
}

/** The group that Auto Scaling named, or else that a message did: as good as any other for a hint. */
const groupOf = ({ autoScalingGroupName, lifecycleHooks: [hook] }: ObservationRequest): string | undefined =>
  autoScalingGroupName ?? hook?.lifecycleAction.autoScalingGroupName;

/** Where each instance was last known to be registered, for the latest of them: a cluster that is gone since took it along. */
function createHomes() {
  const most = 10_000;
  const clusters = new Map<string, string>();
  return {
    add(ec2InstanceId: string, cluster: string): void {
      clusters.delete(ec2InstanceId); // a map keeps its keys in the order in which they came
      clusters.set(ec2InstanceId, cluster);
      for (const oldest of clusters.keys()) {
        if (clusters.size <= most) break;
        clusters.delete(oldest);
      }
    },
    has(ec2InstanceId: string, cluster: string): boolean {
      const home = clusters.get(ec2InstanceId);
      return home !== undefined && isSameCluster(home, cluster);
    },
  };
}

/** A hint that does not come soon is none. */
async function soon<T>(hint: () => Promise<T>): Promise<T | undefined> {
  return valueOf(await partOf('hint', hintWithinMs, hint));
}

/** The permission is optional: a worker that may not ask does without, and says so once. */
function clustersByProvider(
  { ecs, warn }: DiscoveryDependencies,
  allowed: () => Promise<readonly string[]>,
): () => Promise<ReadonlyMap<string, readonly string[]>> {
  let hasWarned = false;
  return shared(providersKnownForMs, async () => {
    try {
      return await ecs.clustersOfGroups(await allowed());
    } catch (error) {
      if (!(error instanceof AwsCallError) || error.callError.cause === 'transient') throw error;
      if (!hasWarned)
        warn('capacity providers are not used to find instances', { callError: error.callError });
      hasWarned = true;
      return new Map();
    }
  });
}
