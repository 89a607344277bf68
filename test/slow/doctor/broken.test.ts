import { startLocalAws } from '@ecs-drain/local-aws';
import { problems, type ProblemName } from '../../../src/domain/doctor/checks';
import { pauseAll } from '../../../src/temporal/limits';
import { sweepIdOf } from '../../../src/workflows/sweep.api';
import { unhurriedMs } from '../../support/cli-process';
import { hookName, patienceMs, type Scenario } from '../../support/scenario';
import { openClinic, problemsIn, type Clinic, type ClinicOptions } from './support/clinic';

jest.setTimeout(unhurriedMs);

interface Break extends ClinicOptions {
  /** What it answers is awaited. */
  readonly doIt?: (clinic: Clinic) => unknown;
  /** What the break brings along. */
  readonly also?: readonly ProblemName[];
  /** What of the finding tells the reader where to look. */
  readonly names: string | RegExp;
  readonly withinMs?: number;
}

const denied = { kind: 'error', code: 'AccessDeniedException', status: 400, message: 'no' } as const;
const down = { kind: 'error', code: 'ServiceUnavailable', status: 503 } as const;
const hook = { name: hookName };
const notified = ({ starterArn }: Scenario) => ({ ...hook, notify: starterArn });

const breaks: Partial<Record<ProblemName, Break>> = {
  'sweep-missing': { sweep: false, names: /no Schedule/ },
  'sweep-paused': {
    doIt: ({ scenario }) => sweepOf(scenario).pause('an incident'),
    names: 'an incident',
  },
  'sweep-failed': {
    doIt: async ({ scenario }) => {
      const { aws } = scenario;
      const operation = 'DescribeAutoScalingInstances';
      const endFault = aws.faults.add({ service: 'autoscaling', operation, ...denied });
      await sweepOf(scenario).trigger();
      await untilSwept(scenario);
      endFault();
    },
    names: 'autoscaling.DescribeAutoScalingInstances: AccessDeniedException: no',
  },
  'all-paused': {
    doIt: ({ scenario }) => pauseAll(scenario.client, scenario.aws, { by: 'ann', reason: 'an incident' }),
    names: /by ann since .*: an incident/,
  },
  'no-worker': { worker: 'none', names: /ecs-drain-\d+-eu-west-1/ },
  'worker-does-not-answer': {
    doIt: (clinic) => clinic.stopWorker(),
    withinMs: 2_000,
    names: /no answer within 2 s/,
  },
  'wrong-account': {
    // Its credentials change account once it runs, as far as STS tells.
    worker: async () => {
      const other = await startLocalAws({ accountId: '999999999999' });
      others.push(other);
      other.faults.add({ service: 'sts', ...down, times: 2 });
      return { endpoint: other.url };
    },
    names: 'of account 999999999999',
  },
  'identity-unknown': {
    doIt: ({ scenario }) => scenario.aws.faults.add({ service: 'sts', ...down }),
    names: 'sts.GetCallerIdentity: ServiceUnavailable',
  },
  'action-denied': {
    doIt: ({ scenario }) => scenario.aws.faults.add({ service: 'ecs', operation: 'StopTask', ...denied }),
    names: 'ecs:StopTask',
  },
  'optional-action-denied': {
    doIt: ({ scenario }) =>
      scenario.aws.faults.add({ service: 'ecs', operation: 'GetTaskProtection', ...denied }),
    names: 'ecs:GetTaskProtection',
  },
  'action-not-answered': {
    doIt: ({ scenario }) => scenario.aws.faults.add({ service: 'ecs', operation: 'StopTask', ...down }),
    names: 'ecs:StopTask',
  },
  'cluster-missing': { worker: { clusters: ['demo', 'dmeo'] }, names: 'dmeo' },
  'our-hooks-unknown': { worker: { spec: { lifecycleHooks: [] } }, names: 'names of hooks' },
  'group-without-hook': { world: { hooks: [] }, names: 'demo' },
  'group-missing': { worker: { spec: { groups: ['demo', 'web-asg'] } }, names: 'web-asg' },
  'hook-without-target': { world: { hooks: [hook] }, names: 'demo/drain' },
  'hook-notifies-others': {
    worker: ({ aws }) => ({
      spec: { notificationTargets: [aws.sns.createTopic('ours').arn] },
    }),
    also: ['topic-without-subscription'],
    names: 'demo/drain',
  },
  'hook-without-role': {
    doIt: ({ scenario: { aws } }) => {
      const group = aws.autoScaling.groups.get('demo');
      const ours = group?.hooks.get(hookName);
      if (group && ours) aws.autoScaling.putHook(group, { ...ours, roleArn: undefined });
    },
    names: 'demo/drain',
  },
  'hook-timeout-short': {
    world: (scenario) => ({ hooks: [{ ...notified(scenario), heartbeatTimeoutSeconds: 60 }] }),
    names: /demo\/drain.*1 min/,
  },
  'deadline-beyond-global-timeout': {
    worker: { spec: { deadlineSeconds: 200_000 } },
    names: /demo\/drain.*48 h/,
  },
  'default-result-abandons': {
    world: (scenario) => ({ hooks: [notified(scenario), { name: 'logs' }] }),
    names: /demo\/drain.*logs/,
  },
  'metadata-not-understood': {
    world: (scenario) => ({
      hooks: [{ ...notified(scenario), notificationMetadata: '{"deadlineSeconds": "soon"}' }],
    }),
    names: /demo\/drain.*deadlineSeconds/,
  },
  'topic-missing': {
    doIt: ({ scenario: { aws }, world }) => aws.sns.deleteTopic(world.topicArns[hookName] ?? ''),
    names: ':demo-drain',
  },
  'topic-without-subscription': {
    doIt: ({ scenario: { aws }, world }) => {
      const { subscriptions } = aws.sns.findTopic(world.topicArns[hookName] ?? '');
      for (const { arn } of subscriptions.values()) aws.sns.unsubscribe(arn);
    },
    names: ':demo-drain',
  },
  'dead-letters': {
    worker: ({ aws }) => {
      const queue = aws.sqs.createQueue('dead');
      aws.sqs.send(queue, '{}');
      return { deadLetterQueues: [aws.sqs.urlOf(queue)] };
    },
    names: /\/dead: it has about 1 message/,
  },
  'dead-letter-queue-missing': {
    worker: ({ aws }) => ({ deadLetterQueues: [`${aws.url}/${aws.accountId}/nowhere`] }),
    names: '/nowhere',
  },
  'service-never-moves': {
    world: { services: [{ name: 'web', desiredCount: 1, minimumHealthyPercent: 100, maximumPercent: 100 }] },
    names: 'demo/web',
  },
  'service-not-placed': {
    world: { instanceMemoryMiB: 1024, services: [{ name: 'web', desiredCount: 2, memoryMiB: 1024 }] },
    names: /demo\/web.*unable to place/,
  },
  'stop-longer-than-deadline': {
    worker: { spec: { deadlineSeconds: 3600 } },
    world: { services: [{ name: 'web', desiredCount: 1, stopTimeoutSeconds: 7200 }] },
    names: /service web.*2 h/,
  },
  'waits-without-drain': {
    doIt: async ({ scenario, world }) => {
      scenario.aws.faults.add({ kind: 'notification-lost' });
      await scenario.terminate(world.instanceIds[0] ?? '');
    },
    names: /i-.* in hook demo\/drain/,
  },
  'shadow-mode': { worker: { spec: { mode: 'shadow' } }, names: 'ECS_DRAIN_MODE' },
};

const others: Awaited<ReturnType<typeof startLocalAws>>[] = [];

const sweepOf = ({ client, aws }: Scenario) => client.schedule.getHandle(sweepIdOf(aws));

async function untilSwept(scenario: Scenario): Promise<void> {
  const { info } = await sweepOf(scenario).describe();
  const workflowId = info.recentActions.at(-1)?.action.workflow.workflowId ?? '';
  await scenario.client.workflow
    .getHandle(workflowId)
    .result()
    .catch(() => undefined);
}

describe('ecs-drain doctor names what is broken, and that alone', () => {
  let clinic: Clinic | undefined;
  afterEach(async () => {
    await clinic?.stop();
    clinic = undefined;
    await Promise.all(others.splice(0).map((other) => other.close()));
  });

  it.each(Object.entries(breaks) as [ProblemName, Break][])(
    // its own keys
    '%s',
    async (problem, { doIt, also = [], names, withinMs = patienceMs, ...options }) => {
      clinic = await openClinic(options);
      await doIt?.(clinic);
      const findings = await clinic.diagnose(withinMs);
      expect(problemsIn(findings)).toEqual([problem, ...also].sort());
      const [found] = findings.filter((finding) => 'problem' in finding && finding.problem === problem);
      expect(`${found?.about ?? ''}: ${found?.says ?? ''}`).toMatch(names);
      expect(found).toMatchObject({ level: problems[problem].level, fix: problems[problem].fix });
    },
  );

  it('every problem is broken here, or where a server of its own is needed', () => {
    const elsewhere: readonly ProblemName[] = [
      // temporal.test.ts
      'temporal-unreachable',
      'namespace-missing',
      'search-attributes-missing',
      // Tables of pure functions: time has to pass, or somebody outside of AWS to do nothing.
      'search-attributes-mistyped',
      'sweep-late',
      'subscription-pending',
      'drains-not-taken',
      'drains-not-taken-elsewhere',
    ];
    expect([...Object.keys(breaks), ...elsewhere].sort()).toEqual(Object.keys(problems).sort());
  });
});
