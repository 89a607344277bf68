/** What the next look must ask: nothing is read that nobody needs. */
import { isOfAnotherGroup, refOf } from './lifecycle-action';
import { heartbeatDueAt, heartbeatIntervalMs, lookWithinMs } from './look';
import type { Memory } from './memory/memory';
import type { LookRequest } from './observation';
import type { Ec2Signal } from './signal';
import { isForEc2Alone } from './taken-by-ec2';
import { blockingTasks } from './tasks/outstanding';
import { hasUnaccountedTasks, isStopping, serviceNameOf, serviceOf } from './tasks/roles';

export function nextLook(memory: Memory, now: number): LookRequest {
  return {
    ec2InstanceId: memory.ec2InstanceId,
    lifecycleHooks: hooksToAsk(memory, now),
    ec2Instance: ec2ToAsk(memory),
    groupSettings: isForEc2Alone(memory),
    ...tasksToAsk(memory),
    ...factsToAsk(memory),
  };
}

/** How things stand when a drain was cancelled: no heartbeat, and nothing that only matters while it goes on. */
export function lastLook(memory: Memory, now: number): LookRequest {
  const request = nextLook(memory, now);
  return {
    ...request,
    lifecycleHooks: request.lifecycleHooks.map((hook) => ({ ...hook, heartbeat: false, readHook: true })),
    services: [],
    taskDefinitionArns: [],
    protections: false,
  };
}

function hooksToAsk(memory: Memory, now: number): LookRequest['lifecycleHooks'] {
  return memory.lifecycleActions
    .filter((action) => !action.ended && !isOfAnotherGroup(action.signal, memory.groupOfInstance))
    .map((action) => {
      // A look may outlast the time when the next heartbeat is due, so that goes with it; but not with every look.
      const aheadMs = Math.min(lookWithinMs, heartbeatIntervalMs(action, memory) / 3);
      const heartbeat = (heartbeatDueAt(action, memory) ?? Infinity) <= now + aheadMs;
      // Read with every heartbeat, because the interval comes from it and people change hooks.
      return {
        lifecycleAction: refOf(action),
        heartbeat,
        readHook: action.lifecycleHook === undefined || heartbeat,
      };
    });
}

/** What EC2 announced is looked at anew with each look; and one that is in no cluster may be gone altogether. */
function ec2ToAsk({ ec2Signals, containerInstance }: Memory): LookRequest['ec2Instance'] {
  if (ec2Signals.length === 0 && containerInstance !== undefined) return undefined;
  const isTold = (kind: Ec2Signal['kind']) => ec2Signals.some((signal) => signal.kind === kind);
  return { interruption: isTold('spot-interruption'), scheduledChange: isTold('scheduled-change') };
}

function tasksToAsk(memory: Memory): Pick<LookRequest, 'containerInstance' | 'listRunning' | 'taskArns'> {
  const { containerInstance: host, tasks } = memory;
  const isBlocked = blockingTasks(memory).length > 0;
  return {
    containerInstance: host,
    // Where everything known has stopped, the counts rule out whatever is desired RUNNING; before that they may lag.
    listRunning: tasks === undefined || tasks.length > 0,
    taskArns:
      host === undefined || tasks === undefined || !isBlocked || hasUnaccountedTasks(host, tasks)
        ? undefined
        : tasks.map((task) => task.taskArn),
  };
}

/** What the roles, the stop times and the deadline of the drain are told from, as far as it is not known or may change. */
function factsToAsk(
  memory: Memory,
): Pick<LookRequest, 'autoScalingGroupName' | 'services' | 'taskDefinitionArns' | 'protections'> {
  const { spec, groupOfInstance, containerInstance: host, tasks = [], stopTimeouts } = memory;
  const known = new Set(stopTimeouts.map(({ taskDefinitionArn }) => taskDefinitionArn));
  // Once its tasks were told to stop, only what a service is matters: their role, and whether targets are deregistered first.
  const services = tasks
    .filter((task) => !isStopping(task) || serviceOf(task, memory.services) === undefined)
    .flatMap((task) => serviceNameOf(task) ?? []);
  const definitions = tasks.flatMap(({ taskDefinitionArn }) => taskDefinitionArn ?? []);
  return {
    autoScalingGroupName: spec.onDeadline === 'continue' ? undefined : groupOfInstance,
    services: [...new Set(services)],
    taskDefinitionArns: [...new Set(definitions)].filter((arn) => !known.has(arn)),
    protections:
      spec.protectedTasks === 'hold' &&
      memory.drainingSince === undefined &&
      (host === undefined || host.status === 'ACTIVE'),
  };
}
