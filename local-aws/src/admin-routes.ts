import {
  agentSchema,
  changeSchema,
  clockSchema,
  faultSchema,
  functionSchema,
  interruptionSchema,
  noQuery,
  rebalanceSchema,
} from './admin-wire';
import { auditOf, clustersAndGroups, recordOf, summaryOf, timelineOf } from './admin-views';
import type { LocalAws } from './api';
import type { SteppedClock } from './clock';
import type { ActiveFault } from './faults';
import type { Iam } from './iam/iam';
import { queueMapping } from './lambda/queue-mapping';
import { worldSchema } from './world-schema';
import { createWorld } from './worlds';

/** A request that the admin endpoint does not carry out. */
export class AdminRefusal extends Error {
  constructor(
    readonly status: 400 | 404 | 405 | 409 | 413,
    message: string,
  ) {
    super(message);
    this.name = 'AdminRefusal';
  }
}

export interface AdminCall {
  readonly aws: LocalAws;
  /** What the path ends with, where it names something. */
  readonly id: string;
  readonly query: unknown;
  readonly body: unknown;
}

export interface AdminRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As the documentation writes it. */
  readonly path: string;
  readonly pattern: RegExp;
  readonly what: string;
  /** A string is answered as text, anything else as JSON. */
  readonly run: (call: AdminCall) => unknown;
}

const route = (
  method: AdminRoute['method'],
  path: string,
  what: string,
  run: AdminRoute['run'],
): AdminRoute => ({ method, path, what, run, pattern: new RegExp(`^${path.replace('{id}', '([\\w-]+)')}$`) });

const takesNoQuery =
  (run: AdminRoute['run']): AdminRoute['run'] =>
  (call) => {
    noQuery.parse(call.query);
    return run(call);
  };

/** Everything that can be asked and done from outside. */
export const adminRoutes: readonly AdminRoute[] = [
  route(
    'GET',
    '',
    'This list.',
    takesNoQuery(() =>
      adminRoutes.map(({ method, path, what }) => ({ method, path: `/_admin${path}`, what })),
    ),
  ),
  route(
    'GET',
    '/operations',
    'The operations that each service serves.',
    takesNoQuery(({ aws }) => aws.operations),
  ),
  route(
    'GET',
    '/record',
    'What happened: calls and changes, in order. Query: since (a seq), kind, operation (lists with commas), instance, limit, waitMs (waits for the first match).',
    ({ aws, query }) => recordOf(aws, query),
  ),
  route(
    'GET',
    '/timeline',
    'The record as text for people. Query: since (a seq), instance.',
    ({ aws, query }) => timelineOf(aws, query),
  ),
  route(
    'GET',
    '/faults',
    'The faults that strike, and how often they did.',
    takesNoQuery(({ aws }) => ({ faults: aws.faults.list().map(faultView) })),
  ),
  route('POST', '/faults', 'Adds a fault; answers its id.', ({ aws, body }) => ({
    id: aws.faults.add(faultSchema.parse(body)).id,
  })),
  route(
    'DELETE',
    '/faults',
    'Removes every fault.',
    takesNoQuery(({ aws }) => {
      aws.faults.clear();
      return {};
    }),
  ),
  route('DELETE', '/faults/{id}', 'Removes a fault.', ({ aws, id }) => {
    if (!aws.faults.remove(id)) throw new AdminRefusal(404, `There is no fault ${id}.`);
    return {};
  }),
  route(
    'GET',
    '/clock',
    'The time, and whether the clock is stepped.',
    takesNoQuery(({ aws }) => clockView(aws)),
  ),
  route(
    'POST',
    '/clock',
    'Steps the clock, running what is due in order: {"advanceSeconds": 60} or {"advanceTo": "2026-01-01T01:00:00Z"}. Refused where the clock is real.',
    ({ aws, body }) => {
      const { clock } = aws;
      const step = clockSchema.parse(body);
      if (!isStepped(clock)) throw new AdminRefusal(409, 'The clock is real; start with --clock stepped.');
      const toMs =
        'advanceTo' in step ? Date.parse(step.advanceTo) : clock.now() + step.advanceSeconds * 1000;
      if (toMs < clock.now()) throw new AdminRefusal(409, 'The clock never goes back.');
      clock.advanceTo(toMs);
      return clockView(aws);
    },
  ),
  route(
    'GET',
    '/worlds',
    'Clusters and Auto Scaling groups as they stand.',
    takesNoQuery(({ aws }) => clustersAndGroups(aws)),
  ),
  route(
    'POST',
    '/worlds',
    "Builds a world from createWorld's specification, with no calls; answers its names and ids.",
    ({ aws, body }) => buildWorld(aws, body),
  ),
  route(
    'POST',
    '/functions',
    'Registers a function behind a URL: {"name": "starter", "url": "http://127.0.0.1:9000", "timeoutSeconds": 30, "deadLetterQueueArn": "arn:aws:sqs:…"}; answers its ARN.',
    ({ aws, body }) => {
      const { name, url, ...options } = functionSchema.parse(body);
      return { arn: aws.lambda.register(name, url, options) };
    },
  ),
  route(
    'POST',
    '/queue-mappings',
    'Gives a queue\'s messages to a function: {"queueArn": "…", "functionArn": "…", "batchSize": 10, "reportBatchItemFailures": true}.',
    ({ aws, body }) => {
      const mapping = queueMapping.parse(body);
      if (!aws.sqs.queues.has(mapping.queueArn)) {
        throw new AdminRefusal(404, `There is no queue ${mapping.queueArn}.`);
      }
      aws.lambda.mapQueue(mapping);
      return {};
    },
  ),
  route(
    'POST',
    '/agents',
    'What an ECS agent does: {"instance": "i-0…", "agent": "disconnected"}, "connected" again, or "hung" with its host for good.',
    ({ aws, body }) => setAgent(aws, body),
  ),
  route(
    'POST',
    '/spot-interruptions',
    'EC2 wants a spot instance back: {"instance": "i-0…", "action": "terminate", "noticeSeconds": 120}, or "stop" or "hibernate".',
    ({ aws, body }) => {
      const { instance, ...interruption } = interruptionSchema.parse(body);
      aws.ec2.interrupt(instance, interruption);
      return {};
    },
  ),
  route(
    'POST',
    '/rebalance-recommendations',
    'EC2 says that a spot instance is likelier than others to be interrupted: {"instance": "i-0…"}.',
    ({ aws, body }) => {
      aws.ec2.recommendRebalance(rebalanceSchema.parse(body).instance);
      return {};
    },
  ),
  route(
    'POST',
    '/scheduled-changes',
    'EC2 schedules a change: {"instances": ["i-0…"], "code": "instance-retirement", "notBefore": "2026-01-02T00:00:00Z"}.',
    ({ aws, body }) => {
      const { instances, ...change } = changeSchema.parse(body);
      aws.ec2.scheduleChange(instances, change);
      return {};
    },
  ),
  route(
    'GET',
    '/principals',
    'Users and roles, and their access keys.',
    takesNoQuery(({ aws }) => ({ principals: iamOf(aws).list() })),
  ),
  route(
    'POST',
    '/principals',
    'Adds or changes who may call what: {"kind": "role", "name": "worker", "accessKeyIds": ["AKIAMYTOOL"], "policies": [{"Statement": […]}]}. Refused without --iam.',
    ({ aws, body }) => {
      iamOf(aws).putUnchecked(body);
      return {};
    },
  ),
  route('DELETE', '/principals/{id}', 'Removes the user and the role of this name.', ({ aws, id }) => {
    const iam = iamOf(aws);
    const removed = [iam.remove('user', id), iam.remove('role', id)];
    if (!removed.includes(true)) throw new AdminRefusal(404, `There is no user and no role ${id}.`);
    return {};
  }),
  route(
    'GET',
    '/summary',
    'What happened, in numbers.',
    takesNoQuery(({ aws }) => summaryOf(aws)),
  ),
  route(
    'GET',
    '/audit',
    'Broken promises. Query: hookOwner=<access key id>=<hook>,<hook>, repeated.',
    ({ aws, query }) => ({ findings: auditOf(aws, query) }),
  ),
];

function iamOf({ iam }: LocalAws): Iam {
  if (!iam) throw new AdminRefusal(409, 'Anybody may call anything; start with --iam.');
  return iam;
}

const faultView = ({ id, fault, left, struck }: ActiveFault) => ({ id, fault, left, struck });

const isStepped = (clock: LocalAws['clock']): clock is SteppedClock => 'advanceTo' in clock;

const clockView = ({ clock }: LocalAws) => ({
  now: new Date(clock.now()).toISOString(),
  nowMs: clock.now(),
  kind: isStepped(clock) ? 'stepped' : 'real',
});

function buildWorld(aws: LocalAws, body: unknown) {
  const { cluster, group, instanceIds, topicArns } = createWorld(aws, worldSchema.parse(body));
  return { cluster, group, instanceIds, topicArns };
}

function setAgent({ ecs }: LocalAws, body: unknown) {
  const { instance: id, agent } = agentSchema.parse(body);
  const instance = ecs.state.hosts.get(id);
  if (!instance) throw new AdminRefusal(404, `${id} is in no cluster.`);
  switch (agent) {
    case 'connected':
      ecs.hosts.reconnectAgent(instance);
      break;
    case 'disconnected':
      ecs.hosts.disconnectAgent(instance);
      break;
    case 'hung':
      ecs.hosts.hang(instance);
      break;
  }
  return { containerInstanceArn: instance.arn, agentConnected: instance.agentConnected };
}
