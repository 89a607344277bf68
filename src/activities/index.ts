/** The activities of a drain: thin, retriable, each safe to repeat. */
import { ApplicationFailure } from '@temporalio/activity';
import { ActingPausedError } from '../aws/clients';
import { AwsCallError } from '../aws/trouble';
import type { Trouble } from '../reconcile/observation';
import type { Activities, ActivityDependencies } from './activities';
import { createObserve } from './observe';
import { createStopTasks } from './stop-tasks';

export type { Activities, ActivityDependencies };

export function createActivities(dependencies: ActivityDependencies): Activities {
  const { ecs, autoScaling, outcomeTopic, limits, drains } = dependencies;
  const stopTasks = createStopTasks(ecs);
  return {
    observe: createObserve(dependencies),
    setDraining: ({ clusterArn, containerInstanceArn }) =>
      unlessPaused<'done'>(async () => {
        await ecs.setDraining(clusterArn, containerInstanceArn);
        return 'done';
      }),
    setActive: ({ clusterArn, containerInstanceArn }) =>
      unlessPaused<'done'>(async () => {
        await ecs.setActive(clusterArn, containerInstanceArn);
        return 'done';
      }),
    stopTasks: (action) => unlessPaused(() => stopTasks(action)),
    completeLifecycleAction: ({ lifecycleAction, result }) =>
      unlessPaused(() => autoScaling.complete(lifecycleAction, result)),
    askForTurn: async ({ request }) => {
      await limits.askForTurn(request);
      return 'done';
    },
    giveBackTurn: async ({ ec2InstanceId }) => {
      await limits.giveBackTurn(ec2InstanceId);
      return 'done';
    },
    publishOutcome: (message) =>
      act(async () => outcomeTopic?.publish(JSON.stringify(message), { outcome: message.outcome })),
    wakeDrains: (ec2InstanceIds) => drains.wake(ec2InstanceIds),
    endedDrains: (ec2InstanceIds) => drains.ended(ec2InstanceIds),
  };
}

/** What a pause of all drains kept from being sent is no failure: the next look sees the pause. */
const unlessPaused = <T>(send: () => Promise<T>): Promise<T | 'paused'> =>
  act(async () => {
    try {
      return await send();
    } catch (error) {
      if (error instanceof AwsCallError && error.cause instanceof ActingPausedError) return 'paused';
      throw error;
    }
  });

/**
 * An AWS call made in vain becomes a failure of type `AwsCallFailed` whose first detail is its {@link Trouble}.
 * A transient trouble is retried by Temporal, with backoff, as long as the plan allows; a permanent one
 * is reported at once.
 */
async function act<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    const { trouble } = error;
    throw ApplicationFailure.create({
      type: 'AwsCallFailed',
      message: error.message,
      nonRetryable: trouble.cause === 'permanent',
      details: [trouble satisfies Trouble],
      cause: error,
    });
  }
}
