import { blockingTasks } from '../tasks/outstanding';
import { registrationOf } from '../state/host';
import { pass, type Step } from './step';

export const stopDaemons: Step = {
  name: 'stop-daemons',
  decide: (context) => {
    const registration = registrationOf(context.state);
    const running = blockingTasks(context.state).filter(
      ({ behavior, isStopping }) => behavior.kind === 'stop-last' && !isStopping,
    );
    if (registration === undefined || running.length === 0) return pass;
    return {
      kind: 'act',
      reason: 'StoppingSelfStarted',
      action: {
        kind: 'stop-tasks',
        clusterArn: registration.containerInstance.clusterArn,
        taskArns: running.map(({ task }) => task.taskArn),
        reason: `ecs-drain: ${context.state.ec2InstanceId} is being drained and only daemons are left`,
      },
    };
  },
};
