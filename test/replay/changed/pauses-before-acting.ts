/**
 * A change of the driver that a drain in progress cannot follow: a timer where its history has an activity. As an interceptor, so that
 * the workflows themselves stay as they are.
 */
import { sleep, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleActivity: async (input, next) => {
        if (input.activityType !== 'observe') await sleep('1 second', { summary: 'pause before acting' });
        return next(input);
      },
    },
  ],
});
