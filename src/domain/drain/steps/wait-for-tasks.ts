import { Reason } from '../../reasons';
import { blockingTasks, dueTasks, goesLast, type OutstandingTask } from '../tasks/outstanding';
import { registrationOf } from '../state/host';
import { hasUnaccountedTasks } from '../tasks/roles';
import { isMachineOff, isUnknown, pass, wait, type Step, type StepResult, type StepContext } from './step';

/**
 * Everything but daemons stops first, however long it takes. What a rule or the deadline wants stopped is told to stop when
 * its time has come, daemons included: their own stop has to fit, too.
 */
export const waitForTasks: Step = {
  name: 'wait-for-tasks',
  decide: (context) => {
    const registration = registrationOf(context.state);
    if (registration === undefined || isMachineOff(context)) return pass;
    const blocking = blockingTasks(context.state);
    const due = dueTasks(context.state, context.now);
    if (due.length > 0) return stopInTime(context, registration.containerInstance.clusterArn, due);
    const { tasks: seen, containerInstance } = context.observation;
    if (isUnknown(seen) || isUnknown(containerInstance)) return wait(Reason.CannotSee);
    const { listing } = registration;
    if (listing === undefined || hasUnaccountedTasks(registration.containerInstance, listing.tasks))
      return wait(Reason.TasksUnaccounted);
    const others = blocking.filter((task) => !goesLast(task));
    if (others.length === 0) return pass;
    return wait(others.every(({ isStopping }) => isStopping) ? Reason.TasksStopping : Reason.TasksRunning);
  },
};

function stopInTime({ state }: StepContext, clusterArn: string, due: readonly OutstandingTask[]): StepResult {
  const forDeadline = due.some(({ stop }) => stop?.cause === 'deadline');
  const cause = forDeadline ? 'its deadline leaves just the time for a clean stop' : 'a rule says so';
  return {
    kind: 'act',
    reason: forDeadline ? Reason.StoppingForDeadline : Reason.StoppingByRule,
    action: {
      kind: 'stop-tasks',
      clusterArn,
      taskArns: due.map(({ task }) => task.taskArn),
      reason: `ecs-drain: ${state.ec2InstanceId} is being drained, and ${cause}`,
    },
  };
}
