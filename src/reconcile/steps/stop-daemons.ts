import { Reason } from '../reasons';
import { isStopping } from '../roles';
import { hostOf, pass, type Step } from './step';

/** Daemons go last: what the instance started for itself is told to stop once it is all that remains. */
export const stopDaemons: Step = {
  name: 'stop-daemons',
  decide: (world) => {
    const found = hostOf(world);
    const running = found?.tasks?.filter((task) => !isStopping(task)) ?? [];
    if (found === undefined || running.length === 0) return pass;
    return {
      kind: 'act',
      reason: Reason.StoppingSelfStarted,
      action: {
        kind: 'stop-tasks',
        clusterArn: found.host.clusterArn,
        taskArns: running.map((task) => task.taskArn),
        why: `ecs-drain: ${world.memory.ec2InstanceId} is being terminated and only tasks that it started for itself are left`,
      },
    };
  },
};
