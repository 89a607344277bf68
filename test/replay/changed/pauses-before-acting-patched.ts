/** The same change, made so that drains in progress go on as they began: only those that start with it pause. */
import { patched, sleep, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleActivity: async (input, next) => {
        if (input.activityType !== 'observe' && patched('pause-before-acting'))
          await sleep('1 second', { summary: 'pause before acting' });
        return next(input);
      },
    },
  ],
});
