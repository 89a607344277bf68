/** The activities of a drain: thin, retriable, each safe to repeat. */
import { ActingPausedError, type Attempt } from '../../aws/acting';
import { AwsCallError } from '../../aws/call-error';
import type { DrainActivities, DrainDependencies } from './drain-activities';
import { act } from '../aws-call-failed';
import { createDecideDrain } from './decide/decide-drain';
import { createObserve } from './observe/observe';
import { createObservePlanned } from './observe/planned';
import { createStopTasks } from './stop-tasks';

export function createDrainActivities(dependencies: DrainDependencies): DrainActivities {
  const { ecs, autoScaling, outcomeTopic, limits, spec, inAttempt } = dependencies;
  const stopTasks = createStopTasks(ecs);
  const acting = <T>(send: (attempt: Attempt) => Promise<T>) => unlessPaused(() => inAttempt(send));
  return {
    observe: createObservePlanned(createObserve(dependencies)),
    decideDrain: createDecideDrain({ spec, publishesOutcomes: outcomeTopic !== undefined }),
    setDraining: ({ clusterArn, containerInstanceArn }) =>
      acting<'done'>(async (attempt) => {
        await ecs.setDraining(clusterArn, containerInstanceArn, attempt);
        return 'done';
      }),
    setActive: ({ clusterArn, containerInstanceArn }) =>
      acting<'done'>(async (attempt) => {
        await ecs.setActive(clusterArn, containerInstanceArn, attempt);
        return 'done';
      }),
    stopTasks: (action) => acting((attempt) => stopTasks(action, attempt)),
    completeLifecycleAction: ({ lifecycleAction, result }) =>
      acting((attempt) => autoScaling.complete(lifecycleAction, result, attempt)),
    requestPermit: async ({ request }) => {
      await limits.requestPermit(request);
      return 'done';
    },
    returnPermit: async ({ ec2InstanceId }) => {
      await limits.returnPermit(ec2InstanceId);
      return 'done';
    },
    publishOutcome: ({ message }) =>
      act(async () => {
        await outcomeTopic?.publish(JSON.stringify(message), { outcome: message.outcome });
        return 'done' as const;
      }),
  };
}

/** What a pause of all drains kept from being sent is no failure: the next observation sees the pause. */
const unlessPaused = <T>(send: () => Promise<T>): Promise<T | 'paused'> =>
  act(async () => {
    try {
      return await send();
    } catch (error) {
      if (error instanceof AwsCallError && error.cause instanceof ActingPausedError) return 'paused';
      throw error;
    }
  });
