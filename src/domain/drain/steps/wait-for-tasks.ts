import { blockingTasks, dueTasks, goesLast, type OutstandingTask } from '../tasks/outstanding';
import { registrationOf } from '../state/host';
import { hasUnaccountedTasks } from '../tasks/roles';
import { isMachineOff, isUnknown, pass, wait, type Step, type StepResult, type StepContext } from './step';

export const waitForTasks: Step = {
  name: 'wait-for-tasks',
  decide: (context) => {
    const registration = registrationOf(context.state);
    if (registration === undefined || isMachineOff(context)) return pass;
    const blocking = blockingTasks(context.state);
    const due = dueTasks(context.state, context.now);
    if (due.length > 0) return stopInTime(context, registration.containerInstance.clusterArn, due);
    const { tasks: seen, containerInstance } = context.observation;
    if (isUnknown(seen) || isUnknown(containerInstance)) return wait('CannotSee');
    const { listing } = registration;
    if (listing === undefined || hasUnaccountedTasks(registration.containerInstance, listing.tasks))
      return wait('TasksUnaccounted');
    const others = blocking.filter((task) => !goesLast(task));
    if (others.length === 0) return pass;
    return wait(others.every(({ isStopping }) => isStopping) ? 'TasksStopping' : 'TasksRunning');
  },
};

function stopInTime({ state }: StepContext, clusterArn: string, due: readonly OutstandingTask[]): StepResult {
  const forDeadline = due.some(({ stop }) => stop?.cause === 'deadline');
  const cause = forDeadline ? 'its deadline leaves just the time for a clean stop' : 'a rule says so';
  return {
    kind: 'act',
    reason: forDeadline ? 'StoppingForDeadline' : 'StoppingByRule',
    action: {
      kind: 'stop-tasks',
      clusterArn,
      taskArns: due.map(({ task }) => task.taskArn),
      reason: `ecs-drain: ${state.ec2InstanceId} is being drained, and ${cause}`,
    },
  };
}
