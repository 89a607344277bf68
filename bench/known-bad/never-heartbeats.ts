/**
 * The mistake: never sends a heartbeat.
 *
 * It waits for the last task as it should, but the lifecycle action does not wait for it: at the hook's timeout its
 * default result applies and the instance is terminated with what still runs on it. Reported as heartbeats that are
 * missing, and as instances that vanish in the middle of a long drain.
 */
import type { KnownBadClient } from './client';
import { complete, findContainerInstance, isUnstopped, setDraining, tasksOn } from './steps';

export const neverHeartbeats: KnownBadClient = {
  accessKeyId: 'BAD-NO-HEARTBEAT',
  async drain(drain) {
    const containerInstance = await findContainerInstance(drain);
    if (containerInstance !== undefined) {
      await setDraining(drain, containerInstance);
      while ((await tasksOn(drain, containerInstance)).some(isUnstopped)) await drain.nextPoll();
    }
    await complete(drain);
  },
};
