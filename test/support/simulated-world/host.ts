/** The container instance: registered, DRAINING, set back, gone; and what ECS does with its services' tasks meanwhile. */
import type { ContainerInstance } from '../../../src/domain/drain/observation/observation';
import { clusterArn } from '../observations';
import type { Container, Containers } from './containers';
import type { Timeline } from './timeline';
import type { HostEvent, WorldPlan } from './world-plan';

export type HostStatus = 'REGISTERING' | 'ACTIVE' | 'DRAINING' | 'INACTIVE';

export interface Host {
  /** Undefined: ECS knows of no registration. */
  readonly registration: () =>
    { readonly containerInstanceArn: string; readonly status: HostStatus } | undefined;
  /** Since it was DRAINING for the first time. */
  readonly drainingSince: () => number;
  /** The one who sets says whether it was possible. */
  readonly setStatus: (containerInstanceArn: string, status: 'ACTIVE' | 'DRAINING') => boolean;
  readonly view: () => ContainerInstance | null;
}

/** A task shows up late in the listing or in the counts: told to stop, which ends the counting, it is listed. */
export const showsIn = (
  where: 'listing' | 'counts',
  plan: WorldPlan,
  container: Container,
  now: number,
): boolean =>
  plan.late !== where ||
  container.orderedAt !== Infinity ||
  now >= container.placedAt + container.plan.lateSeconds * 1000;

export function createHost(
  plan: WorldPlan,
  time: Timeline,
  containers: Containers,
  onChange: () => void,
): Host {
  let registrations = 0;
  let drainingSince = Infinity;
  let current: { containerInstanceArn: string; status: HostStatus } | undefined;
  const idOfCurrent = () => current?.containerInstanceArn.split('/').at(-1) ?? '';

  const register = (status: HostStatus) => {
    registrations += 1;
    drainingSince = Infinity;
    const id = registrations.toString().padStart(32, 'a');
    const containerInstanceArn = `${clusterArn.replace(':cluster/', ':container-instance/')}/${id}`;
    current = { containerInstanceArn, status };
    onChange();
  };
  const placeAll = () => {
    for (const task of plan.tasks)
      if (task.placedAfterSeconds === 0) containers.place(task, idOfCurrent());
      else time.after(task.placedAfterSeconds, () => placeLater(task));
  };
  const placeLater = (task: WorldPlan['tasks'][number]) => {
    const isOpen = current?.status === 'ACTIVE' && containers.agent.lostSince() === Infinity;
    if (isOpen) containers.place(task, idOfCurrent());
  };
  const join = () => {
    register(plan.host.registersForSeconds > 0 ? 'REGISTERING' : 'ACTIVE');
    time.after(plan.host.registersForSeconds, () => {
      if (current?.status === 'REGISTERING') current = { ...current, status: 'ACTIVE' };
      placeAll();
      onChange();
    });
  };

  const ofRole = (role: Container['plan']['role']) =>
    containers.running().filter((one) => one.plan.role === role);
  const isStillDraining = (arn: string) =>
    current?.containerInstanceArn === arn && current.status === 'DRAINING';
  /** ECS moves a service's tasks, and stops daemons once every replica was told to stop. */
  const moveTasks = (arn: string) => {
    for (const { arn: task, plan: taskPlan } of ofRole('service'))
      if (taskPlan.runSeconds !== undefined)
        time.after(taskPlan.runSeconds, () => {
          if (!isStillDraining(arn)) return;
          containers.order(task);
          stopDaemons(arn);
        });
    stopDaemons(arn);
  };
  const stopDaemons = (arn: string) => {
    if (ofRole('service').some(({ orderedAt }) => orderedAt === Infinity)) return;
    for (const { arn: task, plan: taskPlan } of ofRole('daemon-service'))
      time.after(taskPlan.runSeconds ?? 0, () => isStillDraining(arn) && containers.order(task));
  };
  const setStatus: Host['setStatus'] = (arn, status) => {
    if (current?.containerInstanceArn !== arn) return false;
    if (current.status !== 'ACTIVE' && current.status !== 'DRAINING') return false;
    if (current.status === status) return true;
    current = { ...current, status };
    if (status === 'DRAINING') {
      drainingSince = Math.min(drainingSince, time.now());
      moveTasks(arn);
    }
    onChange();
    return true;
  };

  const happen: {
    [K in HostEvent['what']['kind']]: (what: Extract<HostEvent['what'], { kind: K }>) => void;
  } = {
    'somebody-sets': ({ status }) => current && setStatus(current.containerInstanceArn, status),
    deregistered: () => {
      if (current) current = { ...current, status: 'INACTIVE' };
      onChange();
    },
    'registered-anew': () => {
      if (current === undefined) return;
      containers.agent.find();
      containers.endAll();
      register('ACTIVE');
      placeAll();
    },
    'agent-lost': ({ forSeconds }) => {
      containers.agent.lose();
      if (forSeconds !== undefined) time.after(forSeconds, containers.agent.find);
      onChange();
    },
  };

  if (plan.host.joinsAfterSeconds !== undefined) time.after(plan.host.joinsAfterSeconds, join);
  for (const { afterSeconds, what } of plan.host.events)
    time.after(afterSeconds, () => happen[what.kind](what as never)); // each kind has its own
  return {
    registration: () => current,
    drainingSince: () => drainingSince,
    setStatus,
    view: () => {
      if (current === undefined || current.status === 'INACTIVE') return null;
      const counted = containers
        .all()
        .filter((one) => showsIn('counts', plan, one, time.now()))
        .filter((one) => containers.view(one).desiredStatus === 'RUNNING');
      const { containerInstanceArn, status } = current;
      return {
        clusterArn,
        containerInstanceArn,
        status,
        runningTasksCount: counted.length,
        pendingTasksCount: 0,
        agentConnected: containers.agent.lostSince() === Infinity,
      };
    },
  };
}
