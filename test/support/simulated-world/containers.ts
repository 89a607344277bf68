/** Tasks and their containers: placed, told to stop, ended; and what ECS knows of that while the agent is gone. */
import type { Task } from '../../../src/domain/drain/observation/observation';
import type { Timeline } from './timeline';
import type { TaskPlan } from './world-plan';

export interface Container {
  readonly arn: string;
  readonly plan: TaskPlan;
  readonly containerInstanceId: string;
  readonly placedAt: number;
  /** Desired STOPPED since then. */
  readonly orderedAt: number;
  /** The agent passed that on. */
  readonly toldAt: number;
  readonly endedAt: number;
}

export interface Containers {
  readonly all: () => readonly Container[];
  readonly running: () => readonly Container[];
  readonly place: (plan: TaskPlan, containerInstanceId: string) => void;
  readonly order: (arn: string) => void;
  readonly endAll: () => void;
  /** The machine is off: nothing runs there any more, and nobody tells ECS. */
  readonly switchOff: () => void;
  readonly agent: { readonly lose: () => void; readonly find: () => void; readonly lostSince: () => number };
  readonly view: (container: Container) => Task;
}

const arnOf = (number: number): string =>
  `arn:aws:ecs:eu-central-1:123456789012:task/demo/${number.toString(16).padStart(32, '0')}`;

const groupOf = ({ role, family }: TaskPlan): string =>
  role === 'service' || role === 'daemon-service' ? `service:${family}` : `family:${family}`;

export function createContainers(time: Timeline, onChange: () => void): Containers {
  const all: { -readonly [K in keyof Container]: Container[K] }[] = [];
  let agentLostSince = Infinity;
  let isOff = false;
  const tell = (one: (typeof all)[number]) => {
    if (agentLostSince !== Infinity || one.toldAt !== Infinity || one.orderedAt === Infinity) return;
    one.toldAt = time.now();
    time.after(one.plan.stopSeconds, () => end(one));
  };
  const end = (one: (typeof all)[number]) => {
    if (one.endedAt !== Infinity) return;
    one.endedAt = time.now();
    onChange();
  };
  return {
    all: () => all,
    running: () => all.filter(({ endedAt }) => endedAt === Infinity),
    place: (plan, containerInstanceId) => {
      if (isOff) return;
      const never = { orderedAt: Infinity, toldAt: Infinity, endedAt: Infinity };
      const one = { arn: arnOf(all.length + 1), plan, containerInstanceId, placedAt: time.now(), ...never };
      all.push(one);
      if (plan.role === 'standalone' && plan.runSeconds !== undefined)
        time.after(plan.runSeconds, () => end(one));
      onChange();
    },
    order: (arn) => {
      const one = all.find((other) => other.arn === arn);
      if (one === undefined || one.orderedAt !== Infinity) return;
      one.orderedAt = time.now();
      tell(one);
      onChange();
    },
    endAll: () => all.forEach(end),
    switchOff: () => {
      isOff = true;
      agentLostSince = Math.min(agentLostSince, time.now());
      all.forEach(end);
    },
    agent: {
      lose: () => (agentLostSince = Math.min(agentLostSince, time.now())),
      find: () => {
        if (isOff) return;
        agentLostSince = Infinity;
        all.forEach(tell);
        onChange();
      },
      lostSince: () => agentLostSince,
    },
    view: ({ arn, plan, containerInstanceId, orderedAt, toldAt, endedAt }) => {
      const seenAt = Math.min(time.now(), agentLostSince);
      const isStopped = endedAt <= seenAt;
      return {
        taskArn: arn,
        lastStatus: isStopped ? 'STOPPED' : toldAt <= seenAt ? 'STOPPING' : 'RUNNING',
        desiredStatus: isStopped || orderedAt !== Infinity ? 'STOPPED' : 'RUNNING',
        group: groupOf(plan),
        startedBy: plan.role === 'self-started' ? containerInstanceId : undefined,
        taskDefinitionArn: `arn:aws:ecs:eu-central-1:123456789012:task-definition/${plan.family}:1`,
        stoppingAt: orderedAt === Infinity ? undefined : orderedAt,
      };
    },
  };
}
