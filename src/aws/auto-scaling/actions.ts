/** Lifecycle actions: kept alive, and completed. */
import {
  type AutoScalingClient,
  CompleteLifecycleActionCommand,
  RecordLifecycleActionHeartbeatCommand,
} from '@aws-sdk/client-auto-scaling';
import type { LifecycleActionRef } from '../../domain/drain/observation/observation';
import { forAttempts } from '../acting';
import { call, isNoActiveLifecycleAction } from '../call-error';
import type { AutoScaling } from './auto-scaling';

export const createActions = (client: AutoScalingClient): Pick<AutoScaling, 'heartbeat' | 'complete'> => ({
  heartbeat: (action) =>
    call('autoscaling.RecordLifecycleActionHeartbeat', () =>
      unlessEnded('recorded', () =>
        client.send(new RecordLifecycleActionHeartbeatCommand(addressOf(action))),
      ),
    ),
  complete: (action, LifecycleActionResult, attempt) => {
    const operation = 'autoscaling.CompleteLifecycleAction';
    const command = new CompleteLifecycleActionCommand({ ...addressOf(action), LifecycleActionResult });
    return call(operation, () =>
      unlessEnded('done', () => client.send(forAttempts([attempt], { operation }, command))),
    );
  },
});

/** The token where there is one, the instance otherwise: AWS takes either. */
function addressOf(action: LifecycleActionRef) {
  return {
    AutoScalingGroupName: action.autoScalingGroupName,
    LifecycleHookName: action.lifecycleHookName,
    ...(action.lifecycleActionToken === undefined
      ? { InstanceId: action.ec2InstanceId }
      : { LifecycleActionToken: action.lifecycleActionToken }),
  };
}

async function unlessEnded<T extends string>(
  answer: T,
  send: () => Promise<unknown>,
): Promise<T | 'no-active-action'> {
  try {
    await send();
    return answer;
  } catch (error) {
    if (isNoActiveLifecycleAction(error)) return 'no-active-action';
    throw error;
  }
}
