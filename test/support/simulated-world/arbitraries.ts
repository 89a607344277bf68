/** Random worlds, an arbitrary for each idea. */
import fc from 'fast-check';
import { defaultSpec, type Spec, type TaskRule, type Treatment } from '../../../src/reconcile/spec';
import { groupName } from './auto-scaling';
import type {
  AutoScalingPlan,
  HookPlan,
  HostEvent,
  HostPlan,
  LuckPlan,
  RequestPlan,
  ServicePlan,
  TaskPlan,
  WorldPlan,
} from './world-plan';

/** How badly a world may behave. */
export interface Mood {
  /** Failures of AWS's answers, in percent at the most. */
  readonly ecs: number;
  readonly autoScaling: number;
  readonly actions: number;
  /** Hosts that leave or join anew, agents that are lost, people who interfere. */
  readonly surprises: boolean;
}

const seconds = (max: number, min = 0) => fc.integer({ min, max });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const oftenZero = (arbitrary: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, arbitrary);

const families = {
  service: ['web', 'api'],
  'daemon-service': ['logs'],
  standalone: ['batch', 'cron'],
  'self-started': ['own'],
} as const;
const allFamilies = Object.values(families).flat();

/** Mostly as its definition says, so that it can be blamed on nobody else when it is cut short. */
const stopping = fc.oneof(
  fc.record({ stopTimeoutSeconds: fc.constant(null), stopSeconds: seconds(30) }),
  seconds(600).chain((stopTimeoutSeconds) =>
    fc.record({
      stopTimeoutSeconds: fc.constant(stopTimeoutSeconds),
      stopSeconds: seconds(stopTimeoutSeconds),
    }),
  ),
  fc.record({ stopTimeoutSeconds: fc.constant(null), stopSeconds: seconds(2000) }),
);

const task: fc.Arbitrary<TaskPlan> = fc
  .record({
    role: fc.constantFrom(...(Object.keys(families) as TaskPlan['role'][])), // its own keys
    pick: fc.nat(1),
    placedAfterSeconds: oftenZero(seconds(400)),
    runSeconds: fc.oneof({ weight: 5, arbitrary: seconds(3000) }, fc.constant(undefined)),
    protectedSeconds: oftenZero(seconds(2000)),
    lateSeconds: oftenZero(seconds(40)),
    stopping,
  })
  .map(({ pick, stopping: how, ...rest }) => {
    const names: readonly string[] = families[rest.role];
    return { ...rest, ...how, family: names[pick % names.length] ?? '' };
  });

const services: fc.Arbitrary<readonly ServicePlan[]> = fc.tuple(
  ...[...families.service, ...families['daemon-service']].map((family) =>
    fc.record({
      family: fc.constant(family),
      minimumHealthyPercent: fc.constantFrom(0, 50, 100),
      maximumPercent: fc.constantFrom(100, 200),
      hasLoadBalancer: fc.boolean(),
      placementFailure: fc.option(
        fc.constant('unable to place a task: no container instance met all of its requirements'),
        {
          nil: undefined,
        },
      ),
    }),
  ),
);

const treatment: fc.Arbitrary<Treatment> = fc.oneof(
  fc.constant({ kind: 'wait' as const }),
  fc.constant({ kind: 'leave-alone' as const }),
  fc.record({ kind: fc.constant('stop' as const), afterSeconds: seconds(1000), order: seconds(2) }),
);

const rule: fc.Arbitrary<TaskRule> = fc
  .tuple(fc.constantFrom(...allFamilies), treatment)
  .map(([family, how]) => ({ name: `rule for ${family}`, match: { family }, treatment: how }));

export const spec: fc.Arbitrary<Spec> = fc
  .record({
    resyncSeconds: fc.constantFrom(1, 10, 30),
    absenceGraceSeconds: fc.constantFrom(5, 20, 60),
    heartbeatSeconds: fc.constantFrom(300, 1200),
    deadlineSeconds: rarely(seconds(6000)),
    onDeadline: fc.constantFrom('continue' as const, 'abandon' as const, 'force-abandon' as const),
    stopTimeoutSeconds: fc.constantFrom(30, 120),
    deregistrationDelaySeconds: fc.constantFrom(0, 300),
    standaloneGraceSeconds: rarely(seconds(1000)),
    protectedTasks: fc.constantFrom('hold' as const, 'drain' as const),
    taskRules: fc.array(rule, { maxLength: 2 }),
    agentGraceSeconds: fc.constantFrom(60, 300),
    onAgentLost: fc.constantFrom('wait' as const, 'continue' as const),
  })
  .map((change) => ({ ...defaultSpec, ...change, lifecycleHooks: ['by-name'] }));

const hostEvent: fc.Arbitrary<HostEvent> = fc.record({
  afterSeconds: seconds(1500),
  what: fc.oneof(
    fc.record({
      kind: fc.constant('somebody-sets' as const),
      status: fc.constantFrom('ACTIVE' as const, 'DRAINING' as const),
    }),
    fc.constant({ kind: 'deregistered' as const }),
    fc.constant({ kind: 'registered-anew' as const }),
    fc.record({
      kind: fc.constant('agent-lost' as const),
      forSeconds: fc.option(seconds(900), { nil: undefined }),
    }),
  ),
});

const host = ({ surprises }: Mood): fc.Arbitrary<HostPlan> =>
  fc.record({
    joinsAfterSeconds: surprises ? fc.oneof(oftenZero(seconds(30)), fc.constant(undefined)) : fc.constant(0),
    registersForSeconds: oftenZero(seconds(60)),
    events: fc.array(hostEvent, { maxLength: surprises ? 3 : 0 }),
  });

const hook = (
  name: string,
  owner: HookPlan['owner'],
  { surprises }: Mood,
  maxDelay = 5,
): fc.Arbitrary<HookPlan> =>
  fc.record({
    name: fc.constant(name),
    owner: fc.constant(owner),
    heartbeatTimeoutSeconds: fc.constantFrom(30, 45, 300, 3600, 7200),
    defaultResult: fc.constantFrom('CONTINUE' as const, 'ABANDON' as const),
    messagesAfterSeconds: fc
      .tuple(seconds(maxDelay), fc.array(seconds(900), { maxLength: 2 }))
      .map(([first, rest]) => [first, ...rest]),
    tellsWhenSent: fc.boolean(),
    completedElsewhereAfterSeconds: surprises ? rarely(seconds(2000)) : fc.constant(undefined),
    deletedAfterSeconds: surprises ? rarely(seconds(2000)) : fc.constant(undefined),
    newTokenAfterSeconds: rarely(seconds(1000)),
  });

/** Ours alone, several of ours, or others' beside them. */
const hooks = (mood: Mood): fc.Arbitrary<readonly HookPlan[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(hook('by-topic', 'ours-by-topic', mood)) },
    fc.tuple(hook('by-name', 'ours-by-name', mood)),
    fc.tuple(hook('by-topic', 'ours-by-topic', mood), hook('by-name', 'ours-by-name', mood)),
    fc.tuple(hook('theirs', 'theirs', mood), hook('by-topic', 'ours-by-topic', mood)),
    fc.tuple(hook('by-topic', 'ours-by-topic', mood), hook('theirs', 'theirs', mood)),
  );

const noForgery = fc.constant([]);
const forgery = fc.array(
  fc.record({
    hook: fc.constantFrom('by-topic', 'by-name', 'theirs', 'no-such-hook'),
    group: fc.constantFrom(groupName, 'another-group'),
  }),
  { minLength: 1, maxLength: 2 },
);

const leaves = rarely(
  fc.record({ afterSeconds: seconds(2500), to: fc.constantFrom('InService' as const, null) }),
);

/** The instance waits in its hooks when the drain starts, or soon after. */
const terminated = (mood: Mood): fc.Arbitrary<AutoScalingPlan> =>
  fc
    .record({
      hooksAfterSeconds: seconds(3),
      before: fc.constantFrom('InService' as const, 'Terminating' as const),
      isWarm: fc.boolean(),
      inTurn: fc.boolean(),
      hooks: hooks(mood),
      retainsAbandoned: fc.boolean(),
      forged: mood.surprises ? fc.oneof({ weight: 4, arbitrary: noForgery }, forgery) : noForgery,
      leaves: mood.surprises ? leaves : fc.constant(undefined),
      lateSeconds: fc.integer({ min: 0, max: 4 }),
    })
    .map(inTime);

/** A hook of the shortest timeout leaves no time to come late. */
const inTime = (plan: AutoScalingPlan): AutoScalingPlan =>
  plan.hooks.every(({ heartbeatTimeoutSeconds }) => heartbeatTimeoutSeconds > 60)
    ? plan
    : { ...plan, lateSeconds: 0, hooksAfterSeconds: 0 };

const wanted: fc.Arbitrary<AutoScalingPlan> = fc.record({
  hooksAfterSeconds: fc.constant(undefined),
  before: fc.constantFrom('InService' as const, null),
  isWarm: fc.constant(false),
  inTurn: fc.boolean(),
  hooks: hooks({ ecs: 0, autoScaling: 0, actions: 0, surprises: false }),
  retainsAbandoned: fc.boolean(),
  forged: forgery,
  leaves: fc.constant(undefined),
  lateSeconds: fc.constant(0),
});

const request: fc.Arbitrary<RequestPlan> = fc.record({
  afterSeconds: oftenZero(seconds(600)),
  afterwards: fc.constantFrom('stay-draining' as const, 'return-to-active' as const),
  deadlineSeconds: fc.option(seconds(3000), { nil: undefined }),
});

const luck = ({ ecs, autoScaling, actions }: Mood): fc.Arbitrary<LuckPlan> =>
  fc.record({
    dice: fc.array(seconds(99), { minLength: 1, maxLength: 100 }),
    ecsFailsPercent: seconds(ecs),
    autoScalingFailsPercent: seconds(autoScaling),
    actionsFailPercent: seconds(actions),
    answersLostPercent: seconds(actions),
    lookSeconds: fc.array(seconds(9), { minLength: 1, maxLength: 10 }),
    actSeconds: fc.array(seconds(4), { minLength: 1, maxLength: 5 }),
  });

const world = (
  mood: Mood,
  autoScaling: fc.Arbitrary<AutoScalingPlan>,
  requests: fc.Arbitrary<readonly RequestPlan[]>,
): fc.Arbitrary<WorldPlan> =>
  fc.record({
    spec,
    late: fc.constantFrom('listing' as const, 'counts' as const),
    tasks: fc.array(task, { maxLength: 6 }),
    services,
    host: host(mood),
    autoScaling,
    requests,
    luck: luck(mood),
  });

/** Auto Scaling terminates the instance; now and then a person has asked for its drain, too. */
export const terminatedWorld = (mood: Mood): fc.Arbitrary<WorldPlan> =>
  world(
    mood,
    terminated(mood),
    fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(request, { maxLength: 2 })),
  );

/** A person asks, of an instance that stays, or is terminated meanwhile. */
export const requestedWorld = (mood: Mood): fc.Arbitrary<WorldPlan> =>
  world(
    mood,
    fc.oneof(
      wanted.map((plan) => ({ ...plan, forged: [] })),
      terminated(mood).chain((plan) =>
        seconds(2000).map((hooksAfterSeconds) => ({ ...plan, hooksAfterSeconds })),
      ),
    ),
    fc
      .tuple(request, fc.array(request, { maxLength: 1 }))
      .map(([first, rest]) => [{ ...first, afterSeconds: 0 }, ...rest]),
  );

/** Nobody wants the instance gone, whatever a message says. */
export const wantedWorld = (mood: Mood): fc.Arbitrary<WorldPlan> => world(mood, wanted, fc.constant([]));
