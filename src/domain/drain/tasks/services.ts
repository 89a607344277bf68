/** Why a service's tasks may not move. */
import type { Service } from '../observation/observation';

/** Its newest event says that a task could not be placed. ECS repeats such an event only after six hours, so it may be old. */
export const hasNoReplacement = ({ schedulingStrategy, placementFailure }: Service): boolean =>
  schedulingStrategy === 'REPLICA' && placementFailure !== undefined;

/**
 * ECS moves a task by stopping one more than it started, or the other way round; with neither allowed it never moves.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html (rounding up and down)
 */
export const hasNoRoom = ({
  schedulingStrategy,
  desiredCount,
  minimumHealthyPercent,
  maximumPercent,
}: Service): boolean =>
  schedulingStrategy === 'REPLICA' &&
  desiredCount > 0 &&
  Math.ceil((desiredCount * minimumHealthyPercent) / 100) >= desiredCount &&
  Math.floor((desiredCount * maximumPercent) / 100) <= desiredCount;
