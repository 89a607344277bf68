/**
 * What the doctor asks, in the order in which it answers, and every problem that it knows: what it means and how to fix it. From
 * these tables come its findings and docs/doctor.md.
 */

interface Check {
  readonly asks: string;
  /** Who finds out: the command itself, of Temporal, or a worker, with its own credentials and settings, of AWS. */
  readonly by: 'command' | 'worker';
}

export const checks = {
  temporal: { by: 'command', asks: 'Temporal answers, and has the namespace.' },
  'search-attributes': {
    by: 'command',
    asks: 'The namespace knows the search attributes by which drains are found.',
  },
  sweep: {
    by: 'command',
    asks: 'The Schedule of the sweep is there and runs, and its last sweep went well.',
  },
  pause: { by: 'command', asks: 'Drains are not paused.' },
  'drains-taken': {
    by: 'command',
    asks: 'Every drain in the namespace was taken by a worker within a minute of its start.',
  },
  worker: { by: 'command', asks: 'A worker polls the task queue of the account and Region, and answers.' },
  mode: { by: 'worker', asks: 'The worker acts on what it plans.' },
  identity: { by: 'worker', asks: 'The credentials of the worker are those of the account that it serves.' },
  permissions: { by: 'worker', asks: 'The worker may make every call that drains need.' },
  clusters: { by: 'worker', asks: 'The clusters that the worker is to search are there.' },
  hooks: { by: 'worker', asks: "The groups' lifecycle hooks are ours, tell us, and live long enough." },
  topics: { by: 'worker', asks: 'A starter listens to what the hooks notify.' },
  'dead-letters': { by: 'worker', asks: "The starter's dead-letter queues are empty." },
  services: { by: 'worker', asks: 'The tasks of services can move to another instance.' },
  'stop-times': { by: 'worker', asks: 'Containers can stop before the deadline of their drain.' },
  waiting: { by: 'worker', asks: 'Nothing waits in a hook of ours without a drain.' },
} as const satisfies Readonly<Record<string, Check>>;

export type CheckName = keyof typeof checks;

/** A table's keys, with their type: `Object.keys` forgets it. */
export const checkNames = Object.keys(checks) as readonly CheckName[];

export interface Problem {
  readonly check: CheckName;
  /** `fail`: drains do not work, or would not when it matters. `warn`: they do, and an operator should check. */
  readonly level: 'warn' | 'fail';
  readonly meaning: string;
  readonly fix: string;
}

export const problems = {
  'temporal-unreachable': {
    check: 'temporal',
    level: 'fail',
    meaning: 'Nothing can be asked of Temporal from here.',
    fix: 'check TEMPORAL_ADDRESS, TEMPORAL_API_KEY and TEMPORAL_TLS_*, and the way to it',
  },
  'namespace-missing': {
    check: 'temporal',
    level: 'fail',
    meaning: 'Temporal has no such namespace.',
    fix: 'correct TEMPORAL_NAMESPACE, or create the namespace',
  },
  'search-attributes-missing': {
    check: 'search-attributes',
    level: 'fail',
    meaning: 'No drain can be started: its start names search attributes that the namespace does not know.',
    fix: 'run `ecs-drain setup`',
  },
  'search-attributes-mistyped': {
    check: 'search-attributes',
    level: 'fail',
    meaning: 'No drain can be started: attributes of these names have another type than Keyword.',
    fix: 'remove or rename them, then run `ecs-drain setup`',
  },
  'sweep-missing': {
    check: 'sweep',
    level: 'fail',
    meaning: 'An instance whose notification is lost waits in its hook until that times out.',
    fix: 'run `ecs-drain setup` with --account and --region',
  },
  'sweep-paused': {
    check: 'sweep',
    level: 'warn',
    meaning:
      'The sweep does not run while its Schedule is paused: an instance whose notification is lost waits in its hook until that times out.',
    fix: 'unpause the Schedule in the Temporal UI once what it was paused for is over',
  },
  'sweep-failed': {
    check: 'sweep',
    level: 'fail',
    meaning: 'The last sweep could not do its work; the next one will not either unless that is fixed.',
    fix: 'fix what its error says, then run `ecs-drain sweep`',
  },
  'sweep-late': {
    check: 'sweep',
    level: 'warn',
    meaning: 'The last sweep is longer ago than it should be, or has not ended.',
    fix: 'look at the Schedule and its last run in the Temporal UI',
  },
  'all-paused': {
    check: 'pause',
    level: 'warn',
    meaning: 'No drain of the account and Region acts; hooks are kept alive.',
    fix: 'run `ecs-drain resume-all` once what it was paused for is over',
  },
  'drains-not-taken': {
    check: 'drains-taken',
    level: 'fail',
    meaning: 'Instances of the account and Region are not drained: no worker has taken their drains.',
    fix: 'start a worker of this account and Region; where one polls, its log says why it takes nothing',
  },
  'drains-not-taken-elsewhere': {
    check: 'drains-taken',
    level: 'warn',
    meaning:
      'Drains of another account or Region wait for a worker: there is none, or a message named an instance that is not there.',
    fix: 'start workers there; or terminate these drains in the Temporal UI, and name what the starter serves in ECS_DRAIN_ACCOUNT_REGIONS',
  },
  'no-worker': {
    check: 'worker',
    level: 'fail',
    meaning: 'Nothing is drained, and hooks time out: no worker has asked for work in some minutes.',
    fix: 'start a worker of this account and Region, with the same Temporal address and namespace; its log says why it ended',
  },
  'worker-does-not-answer': {
    check: 'worker',
    level: 'fail',
    meaning:
      'A worker polled some minutes ago, and none has answered in time: it has just died, is stuck, or is of an older version.',
    fix: 'look at the log of the worker, and in the Temporal UI at what is asked of it (doctor); raise --timeout for a large account',
  },
  'wrong-account': {
    check: 'identity',
    level: 'fail',
    meaning:
      'To the worker every instance of the account that it serves is gone: it would take drains for done that are not.',
    fix: 'stop the worker, and give it credentials of the account in ECS_DRAIN_ACCOUNT_ID, or correct that',
  },
  'identity-unknown': {
    check: 'identity',
    level: 'warn',
    meaning: 'STS did not say whose credentials the worker has.',
    fix: 'give the worker credentials and a way to STS; ask again if it was only down',
  },
  'action-denied': {
    check: 'permissions',
    level: 'fail',
    meaning: 'Drains need this call, and AWS refuses it to the worker.',
    fix: "allow the action in the policy of the worker's role",
  },
  'optional-action-denied': {
    check: 'permissions',
    level: 'warn',
    meaning: 'Drains work without this call; what it is for does not.',
    fix: "allow the action in the policy of the worker's role, or do without it",
  },
  'action-not-answered': {
    check: 'permissions',
    level: 'warn',
    meaning: 'AWS gave no answer, or one that says nothing of the permission.',
    fix: 'ask again; if it stays so, check the way from the worker to that service of AWS',
  },
  'cluster-missing': {
    check: 'clusters',
    level: 'fail',
    meaning: 'ECS does not know the cluster: no instance is found there.',
    fix: 'correct ECS_DRAIN_CLUSTERS',
  },
  'our-hooks-unknown': {
    check: 'hooks',
    level: 'fail',
    meaning: 'No setting says which hooks are ours: the sweep can start nothing, and no hook can be checked.',
    fix: 'set ECS_DRAIN_NOTIFICATION_TARGETS, or ECS_DRAIN_LIFECYCLE_HOOKS, for the workers',
  },
  'group-without-hook': {
    check: 'hooks',
    level: 'warn',
    meaning: 'The instances of this group are in our clusters, and are terminated without a drain.',
    fix: 'give the group a termination hook of ours, or name the groups that are to be drained in ECS_DRAIN_GROUPS',
  },
  'group-missing': {
    check: 'hooks',
    level: 'warn',
    meaning: 'Auto Scaling has no group of a name that the settings have.',
    fix: 'correct ECS_DRAIN_GROUPS',
  },
  'hook-without-target': {
    check: 'hooks',
    level: 'warn',
    meaning:
      'The hook is ours by its name and has no notification target: only EventBridge and the sweep find its instances.',
    fix: 'give the hook a notification target, or make sure that a rule of EventBridge tells the starter',
  },
  'hook-notifies-others': {
    check: 'hooks',
    level: 'warn',
    meaning: 'The hook is ours by its name, and notifies what the settings do not say is ours.',
    fix: 'correct the target of the hook, or add it to ECS_DRAIN_NOTIFICATION_TARGETS',
  },
  'hook-without-role': {
    check: 'hooks',
    level: 'fail',
    meaning:
      'Auto Scaling has no role through which to notify the target of the hook: nothing tells of the instance.',
    fix: 'put the hook again with a RoleARN that may publish to its target',
  },
  'hook-timeout-short': {
    check: 'hooks',
    level: 'warn',
    meaning:
      'The timeout of the hook is how long workers, Temporal or the way to AWS may be down before the instance is killed.',
    fix: 'raise HeartbeatTimeout to 300 or more; 3600 is a good value',
  },
  'deadline-beyond-global-timeout': {
    check: 'hooks',
    level: 'fail',
    meaning:
      'The hook ends at its global timeout (48 h or 100 × its timeout), before the deadline: what still runs then is killed.',
    fix: 'raise HeartbeatTimeout of the hook, or lower the deadline',
  },
  'default-result-abandons': {
    check: 'hooks',
    level: 'warn',
    meaning: 'Should this hook time out, ABANDON ends the other termination hooks of the group as well.',
    fix: 'set DefaultResult of the hook to CONTINUE',
  },
  'metadata-not-understood': {
    check: 'hooks',
    level: 'fail',
    meaning: 'Nothing that the metadata of the hook sets counts.',
    fix: 'correct NotificationMetadata of the hook',
  },
  'topic-missing': {
    check: 'topics',
    level: 'fail',
    meaning: 'There is no such topic: nothing tells of the instances of its hooks.',
    fix: 'create the topic, or correct the hooks and ECS_DRAIN_NOTIFICATION_TARGETS',
  },
  'topic-without-subscription': {
    check: 'topics',
    level: 'fail',
    meaning: 'Nothing that could start a drain is subscribed to the topic.',
    fix: 'subscribe the starter, or the queue that `ecs-drain listen` reads, to the topic',
  },
  'subscription-pending': {
    check: 'topics',
    level: 'fail',
    meaning: 'The only subscriptions to the topic are not confirmed: SNS sends them nothing.',
    fix: 'confirm the subscription',
  },
  'dead-letters': {
    check: 'dead-letters',
    level: 'fail',
    meaning: 'Messages are there that the starter could not hand to Temporal.',
    fix: 'fix what the log of the starter says, run `ecs-drain sweep`, then redrive or purge the queue',
  },
  'dead-letter-queue-missing': {
    check: 'dead-letters',
    level: 'fail',
    meaning: 'There is no such queue.',
    fix: 'correct ECS_DRAIN_DEAD_LETTER_QUEUES',
  },
  'service-never-moves': {
    check: 'services',
    level: 'warn',
    meaning:
      'ECS may run neither fewer nor more tasks of the service: a drain waits for it until its deadline.',
    fix: 'raise maximumPercent of the service, or lower its minimumHealthyPercent',
  },
  'service-not-placed': {
    check: 'services',
    level: 'warn',
    meaning:
      'The last that ECS says of the service is that it found no room for a task: a drain waits until there is.',
    fix: 'give the cluster more capacity, or fix the placement constraints of the service',
  },
  'stop-longer-than-deadline': {
    check: 'stop-times',
    level: 'warn',
    meaning: 'Told to stop when its drain begins, a task may still run at the deadline, and is killed.',
    fix: 'raise the deadline, or lower stopTimeout of its containers or the deregistration delay',
  },
  'waits-without-drain': {
    check: 'waiting',
    level: 'fail',
    meaning: 'An instance waits in a hook of ours without a drain: the hook times out.',
    fix: 'run `ecs-drain sweep`, and see what lost its message: dead letters, topics',
  },
  'shadow-mode': {
    check: 'mode',
    level: 'warn',
    meaning: 'The worker plans and touches nothing: no heartbeat either.',
    fix: 'set ECS_DRAIN_MODE=live for the workers once you trust the plans',
  },
} as const satisfies Readonly<Record<string, Problem>>;

export type ProblemName = keyof typeof problems;
