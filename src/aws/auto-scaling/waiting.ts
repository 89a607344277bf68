/** Instances that wait in a termination hook, wherever they are. */
import { type AutoScalingClient, DescribeAutoScalingInstancesCommand } from '@aws-sdk/client-auto-scaling';
import { lifecycleStageOf } from '../../domain/drain/observation/lifecycle-stage';
import { createBudget } from '../budget';
import { AwsCallError, call } from '../call-error';
import { pagesOf } from '../pages';
import type { AutoScaling, InstanceInGroup } from './auto-scaling';

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingInstances.html */
const pageSize = 50;

/** AWS does not publish the rate that all calls of an account share: heartbeats come first. */
const pace = { burst: 5, perSecond: 5 };

/**
 * DescribeAutoScalingGroups would need fewer calls, a page for 100 groups, but tells nothing of warm pools, whose instances wait
 * too: each would need a DescribeWarmPool. This one tells of all, and is among what drains need anyway.
 */
export function createWaiting(client: AutoScalingClient): Pick<AutoScaling, 'listWaiting'> {
  const pages = createBudget(pace);
  return {
    listWaiting: async () => {
      const waiting: InstanceInGroup[] = [];
      let observed = 0;
      const read = async (NextToken: string | undefined) => {
        await pages.take(1);
        return call('autoscaling.DescribeAutoScalingInstances', () =>
          client.send(new DescribeAutoScalingInstancesCommand({ MaxRecords: pageSize, NextToken })),
        );
      };
      for await (const page of pagesOf(read))
        for (const { InstanceId, AutoScalingGroupName, LifecycleState } of page.AutoScalingInstances ?? []) {
          observed += 1;
          if (InstanceId === undefined || AutoScalingGroupName === undefined) continue;
          const instance = {
            autoScalingGroupName: AutoScalingGroupName,
            lifecycleState: LifecycleState ?? '',
          };
          if (lifecycleStageOf(instance) === 'waiting')
            waiting.push({ ec2InstanceId: InstanceId, ...instance });
        }
      return { observed, waiting };
    },
  };
}

/** A group that was deleted since it was listed: its instances are gone with it. */
export const isGroupNotFound = (error: unknown): boolean =>
  error instanceof AwsCallError &&
  error.callError.code === 'ValidationError' &&
  /AutoScalingGroup name not found/i.test(error.callError.message);
