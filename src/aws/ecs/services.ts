/** Services, as far as they say why tasks do not move. */
import { DescribeServicesCommand, type ECSClient, type Service as EcsService } from '@aws-sdk/client-ecs';
import type { Service } from '../../domain/drain/observation/observation';
import { batched, perScope, sharedByKey } from '../batching';
import { type AwsCallError, call } from '../call-error';
import type { EcsBudgets } from './budgets';
import type { Ecs } from './ecs';
import { failureOf, inconsistent, unlessClusterIsGone } from './failure';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
const describeLimit = 10;

/** Drains of a cluster ask for the same services. */
const keep = { ttlMs: 20_000, most: 1_000 };

export function createServices(
  client: ECSClient,
  { serviceReads }: EcsBudgets,
): Pick<Ecs, 'describeServices'> {
  const services = perScope((cluster) =>
    sharedByKey(
      keep,
      batched<string, Service | null>(
        describeLimit,
        (names) => describe(client, cluster, names),
        () => serviceReads.take(1, { servesMany: true }),
      ),
    ),
  );
  return {
    async describeServices(cluster, names) {
      // A blank name would fail the whole request, which is others', too.
      const asked = names.filter((name) => name.trim() !== '').map(services(cluster));
      const found = await unlessClusterIsGone(Promise.all(asked), []);
      return found.flatMap((service) => service ?? []);
    },
  };
}

/**
 * In the order of the names; null for one that the cluster does not have. One that was deleted is told for as long as ECS knows it: its
 * last tasks still take the time that it says.
 */
async function describe(
  client: ECSClient,
  cluster: string,
  names: readonly string[],
): Promise<(Service | null | AwsCallError)[]> {
  const { services: found = [], failures = [] } = await call('ecs.DescribeServices', () =>
    client.send(new DescribeServicesCommand({ cluster, services: [...names] })),
  );
  return names.map((name) => {
    const named = found.filter(({ serviceName }) => serviceName === name);
    const service = named.find(({ status }) => status !== 'INACTIVE') ?? named[0];
    if (service) return serviceView(name, service);
    const failure = failures.find(({ arn }) => arn?.split('/').at(-1) === name);
    if (failure?.reason === 'MISSING') return null;
    return failure
      ? failureOf('ecs.DescribeServices', failure)
      : inconsistent('ecs.DescribeServices', `nothing was said of ${name}`);
  });
}

function serviceView(serviceName: string, service: EcsService): Service {
  const schedulingStrategy = service.schedulingStrategy ?? 'REPLICA';
  const { minimumHealthyPercent, maximumPercent } = service.deploymentConfiguration ?? {};
  const otherwise = percentDefaults[schedulingStrategy];
  return {
    serviceName,
    schedulingStrategy,
    minimumHealthyPercent: minimumHealthyPercent ?? otherwise.minimumHealthyPercent,
    maximumPercent: maximumPercent ?? otherwise.maximumPercent,
    hasLoadBalancer: (service.loadBalancers ?? []).length > 0,
    desiredCount: service.desiredCount ?? 0,
    runningCount: service.runningCount ?? 0,
    placementFailure: placementFailureOf(service),
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
const percentDefaults: Record<
  Service['schedulingStrategy'],
  Pick<Service, 'minimumHealthyPercent' | 'maximumPercent'>
> = {
  REPLICA: { minimumHealthyPercent: 100, maximumPercent: 200 },
  DAEMON: { minimumHealthyPercent: 0, maximumPercent: 100 },
};

/**
 * ECS tells a failure again only after six hours, so it stands until an event says that tasks are placed once more.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
function placementFailureOf({ events = [] }: EcsService): Service['placementFailure'] {
  const newestFirst = events
    .map(({ createdAt, message = '' }) => ({ at: createdAt?.getTime() ?? 0, message }))
    .sort((a, b) => b.at - a.at);
  const last = newestFirst.find(({ message }) => couldNot.test(message) || could.test(message));
  return last && couldNot.test(last.message) ? last : undefined;
}

const couldNot = /was unable to place a task/;
const could = /has started \d+ tasks|has reached a steady state/;
