/**
 * The mistake: polls for each instance on its own, every 10 seconds, with three reads each time.
 *
 * Right for one instance. But ECS gives an account and Region 20 reads a second after a burst of 100, to be shared with
 * everything else there: a scale-in of some dozens of instances takes more than that with every round, and the drains,
 * deployments and dashboards of the whole account are throttled. Reported as throttling at scale.
 */
import { ECSServiceException } from '@aws-sdk/client-ecs';
import type { Drain, KnownBadClient } from './client';
import { complete, findContainerInstance, heartbeat, isUnstopped, setDraining, tasksOn } from './steps';

export const pollsEachInstance: KnownBadClient = {
  accessKeyId: 'BAD-POLLS-EACH',
  async drain(drain) {
    while (!(await isDrained(drain))) {
      await heartbeat(drain);
      await drain.nextPoll();
    }
    await complete(drain);
  },
};

/** One round. One that is throttled is as good as none: the next may do better. */
async function isDrained(drain: Drain): Promise<boolean> {
  try {
    const containerInstance = await findContainerInstance(drain);
    if (containerInstance === undefined) return true;
    await setDraining(drain, containerInstance);
    return !(await tasksOn(drain, containerInstance)).some(isUnstopped);
  } catch (error) {
    if (error instanceof ECSServiceException && error.name === 'ThrottlingException') return false;
    throw error;
  }
}
