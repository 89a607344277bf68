/** In which order a task's containers stop, and how long that may take. */
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { StopChain } from '../../domain/drain/observation/observation';

/**
 * Containers stop side by side, but for one that others depend on: it is stopped when those have ended. So a container's own
 * timeout is followed by those of what it depends on, and so on. Told of every way through them that could be the slowest,
 * whatever the host's own timeout is.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (stopTimeout)
 */
export function stopChains(containers: readonly ContainerDefinition[]): readonly StopChain[] {
  const byName = new Map(containers.map((container) => [container.name, container]));
  const chainsFrom = (
    container: ContainerDefinition,
    before: readonly ContainerDefinition[],
  ): StopChain[] => {
    const path = [...before, container];
    const after = stoppedAfter(container)
      .flatMap((name) => byName.get(name) ?? [])
      .filter((next) => !path.includes(next)); // ECS refuses a circle
    const rest = slowest(after.flatMap((next) => chainsFrom(next, path)));
    const { stopTimeout } = container;
    return (rest.length > 0 ? rest : [nothing]).map(({ saidSeconds, silentContainers }) => ({
      saidSeconds: saidSeconds + (stopTimeout ?? 0),
      silentContainers: silentContainers + (stopTimeout === undefined ? 1 : 0),
    }));
  };
  return slowest(containers.flatMap((container) => chainsFrom(container, [])));
}

const nothing: StopChain = { saidSeconds: 0, silentContainers: 0 };

/** What has run to its end before the container started is not there to be stopped. Links and volumes are dependencies, too. */
function stoppedAfter({ dependsOn = [], links = [], volumesFrom = [] }: ContainerDefinition): string[] {
  return [
    ...dependsOn.flatMap(({ condition, containerName }) =>
      condition === 'COMPLETE' || condition === 'SUCCESS' ? [] : (containerName ?? []),
    ),
    ...links.map((link) => link.replace(/:.*/, '')),
    ...volumesFrom.flatMap(({ sourceContainer }) => sourceContainer ?? []),
  ];
}

/** Without those that another one outlasts in any case. */
const slowest = (chains: readonly StopChain[]): StopChain[] =>
  chains.filter(
    (one, index) =>
      !chains.some(
        (other, otherIndex) =>
          other.saidSeconds >= one.saidSeconds &&
          other.silentContainers >= one.silentContainers &&
          (!isSame(other, one) || otherIndex < index),
      ),
  );

const isSame = (one: StopChain, other: StopChain): boolean =>
  one.saidSeconds === other.saidSeconds && one.silentContainers === other.silentContainers;
