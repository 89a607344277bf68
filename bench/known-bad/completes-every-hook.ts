/**
 * The mistake: completes every termination hook of the group, not only the one that asked.
 *
 * Another hook holds the instance for somebody else, who archives logs or takes a snapshot, and is done when they say
 * so. Completed for them, the instance is gone before they are.
 */
import { DescribeLifecycleHooksCommand } from '@aws-sdk/client-auto-scaling';
import type { Drain, KnownBadClient } from './client';
import { completeHook, findContainerInstance, setDraining, untilStopped } from './steps';

export const completesEveryHook: KnownBadClient = {
  accessKeyId: 'BAD-EVERY-HOOK',
  async drain(drain) {
    const containerInstance = await findContainerInstance(drain);
    if (containerInstance !== undefined) {
      await setDraining(drain, containerInstance);
      await untilStopped(drain, containerInstance);
    }
    for (const hook of await terminationHooks(drain)) await completeHook(drain, hook);
  },
};

async function terminationHooks({ autoScaling, notice }: Drain): Promise<string[]> {
  const { LifecycleHooks: hooks = [] } = await autoScaling.send(
    new DescribeLifecycleHooksCommand({ AutoScalingGroupName: notice.autoScalingGroupName }),
  );
  return hooks.flatMap(({ LifecycleHookName: name, LifecycleTransition: transition }) =>
    name !== undefined && transition === 'autoscaling:EC2_INSTANCE_TERMINATING' ? [name] : [],
  );
}
