import type { CallRecord, RecordEntry, StatementDocument } from '@ecs-drain/local-aws';
import { drainAccessKeyId, type RunningWorker } from '../../../dev/local-stack';
import type { CheckName } from '../../../src/domain/doctor/checks';
import { runDoctor } from '../../../src/temporal/doctor/run-doctor';
import { startSweep } from '../../../src/temporal/sweep/start-sweep';
import { quietRuntime } from '../../support/quiet';
import { patienceMs, startScenario, type Scenario } from '../../support/scenario';
import { deniedCalls, giveWorker, workerStatements } from '../../support/template-policies';
import {
  overdue,
  retired,
  takenBack,
  terminated,
  terminatedByProvider,
  terminatedUnderAJob,
  type Departure,
} from './departures';

/** How an instance leaves, and how its drain ends. */
interface Need {
  readonly when: Departure;
  readonly ends: string;
}

/** What the worker's role in deploy/template.yaml allows and no drain ends without, with a way of leaving that needs it. */
const essential: Readonly<Record<string, Need>> = {
  'autoscaling:CompleteLifecycleAction': { when: terminated, ends: 'drained' },
  'autoscaling:DescribeAutoScalingGroups': { when: overdue, ends: 'abandoned' },
  'autoscaling:DescribeAutoScalingInstances': { when: terminated, ends: 'drained' },
  'autoscaling:DescribeLifecycleHooks': { when: terminated, ends: 'drained' },
  'ec2:DescribeInstanceStatus': { when: retired, ends: 'drained-without-hook' },
  'ec2:DescribeInstances': { when: takenBack, ends: 'drained-without-hook' },
  'ec2:DescribeSpotInstanceRequests': { when: takenBack, ends: 'drained-without-hook' },
  'ecs:DescribeContainerInstances': { when: terminated, ends: 'drained' },
  'ecs:DescribeTasks': { when: terminated, ends: 'drained' },
  'ecs:ListContainerInstances': { when: terminated, ends: 'drained' },
  'ecs:ListTasks': { when: terminated, ends: 'drained' },
  'ecs:StopTask': { when: terminated, ends: 'drained' },
  'ecs:UpdateContainerInstancesState': { when: terminated, ends: 'drained' },
};

/** The same, without which drains know or do less. */
const helpful: Readonly<Record<string, Need>> = {
  'autoscaling:RecordLifecycleActionHeartbeat': { when: terminatedUnderAJob, ends: 'drained' },
  'ecs:DescribeCapacityProviders': { when: terminatedByProvider, ends: 'drained' },
  'ecs:DescribeClusters': { when: terminatedByProvider, ends: 'drained' },
  'ecs:DescribeServices': { when: terminated, ends: 'drained' },
  'ecs:DescribeTaskDefinition': { when: terminated, ends: 'drained' },
  'ecs:GetTaskProtection': { when: terminated, ends: 'drained' },
  'sns:Publish': { when: terminated, ends: 'drained' },
};

/** What no drain asks for, only `ecs-drain doctor`, with the check that is made by it. */
const forTheDoctor: Readonly<Record<string, CheckName>> = {
  'sns:ListSubscriptionsByTopic': 'topics',
  'sqs:GetQueueAttributes': 'dead-letters',
};

const anywhere = { region: 'eu-west-1', accountId: '123456789012' };
const templateActions = workerStatements(anywhere, {
  clusters: ['any'],
  groups: ['any'],
  outcomeTopicArn: 'arn:aws:sns:eu-west-1:123456789012:any',
}).flatMap(({ Action = [] }) => Action);

const without = (statements: readonly StatementDocument[], action: string): StatementDocument[] =>
  statements.flatMap((statement) => {
    const Action = [statement.Action ?? []].flat().filter((each) => each !== action);
    return Action.length > 0 ? [{ ...statement, Action }] : [];
  });

const codes = ['AccessDenied', 'AccessDeniedException', 'AuthorizationError', 'UnauthorizedOperation'];
const isDenied = (entry: RecordEntry, action: string): entry is CallRecord & RecordEntry =>
  entry.kind === 'call' &&
  entry.caller === drainAccessKeyId &&
  entry.outcome.kind === 'error' &&
  codes.includes(entry.outcome.code) &&
  entry.outcome.message.toLowerCase().includes(`not authorized to perform: ${action.toLowerCase()} `);

describe("the worker's role", () => {
  let scenario: Scenario;
  let worker: RunningWorker | undefined;
  beforeAll(async () => {
    quietRuntime();
    scenario = await startScenario({
      aws: { iam: { otherKeys: 'administrators' } },
      outcomeTopic: 'ended',
      worker: false,
    });
  });
  afterAll(() => scenario.stop());
  // What a worker has read, or was refused, it does not ask again for minutes: each begins anew.
  afterEach(async () => {
    await worker?.stop();
    worker = undefined;
  });

  /** Has an instance leave while its worker's role lacks an action, and waits until AWS has denied the worker just that. */
  const leaveWithout = async (action: string, when: Departure) => {
    const { aws, outcomeTopicArn } = scenario;
    const name = action.replace(':', '-');
    const role = workerStatements(aws, { clusters: [name], groups: [name], outcomeTopicArn });
    giveWorker(aws, without(role, action));
    worker = await scenario.startWorker({ clusters: [name] });
    const leaving = await when(scenario, name);
    await aws.record.until((entry) => isDenied(entry, action), { timeoutMs: patienceMs });
    return { leaving, role };
  };

  it('allows nothing but what is below', () => {
    const known = Object.keys({ ...essential, ...helpful, ...forTheDoctor });
    expect([...new Set(templateActions)].sort()).toEqual(known.sort());
  });

  it.each(Object.entries(essential))(
    'without %s a drain stands still and says so; with it, it goes on and is denied nothing',
    async (action, { when, ends }) => {
      const { aws } = scenario;
      const { leaving, role } = await leaveWithout(action, when);
      const { callErrors } = await scenario.untilStatus(leaving, (status) => status.callErrors.length > 0);
      expect(callErrors[0]?.message).toContain(`is not authorized to perform: ${action} `);
      expect((await scenario.drain(leaving).describe()).status.name).toBe('RUNNING');

      const fixedAt = aws.record.entries.length;
      giveWorker(aws, role);
      await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: ends });
      expect(deniedCalls(aws, fixedAt)).toEqual([]);
    },
  );

  it.each(Object.entries(helpful))(
    'without %s a drain is denied it, and ends all the same',
    async (action, { when, ends }) => {
      const { leaving } = await leaveWithout(action, when);
      await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: ends });
    },
  );

  it.each(Object.entries(forTheDoctor))(
    'without %s a doctor says that it is denied it; with it, that all is well',
    async (action, check) => {
      const { aws, client, starterArn } = scenario;
      // As the template calls them, which names them in the policy.
      const topic = aws.sns.createTopic('Topic');
      aws.sns.subscribe(topic, starterArn);
      const deadLetterQueues = [aws.sqs.urlOf(aws.sqs.createQueue('DeadLetters'))];
      const name = action.replace(':', '-');
      scenario.createWorld({ cluster: name });
      const role = workerStatements(aws, { clusters: [name], groups: [name] });
      giveWorker(aws, without(role, action));
      const spec = { notificationTargets: [topic.arn] };
      worker = await scenario.startWorker({ clusters: [name], spec, deadLetterQueues });
      // It is known to poll once it has done something.
      await (await startSweep(client, aws)).result();
      const diagnosis = async () =>
        (await runDoctor(client, aws, patienceMs)).filter((finding) => finding.check === check);

      expect(await diagnosis()).toMatchObject([
        {
          level: 'not-checked',
          says: expect.stringMatching(new RegExp(`not authorized to perform: ${action} `, 'i')) as string,
        },
      ]);
      expect(aws.record.entries.some((entry) => isDenied(entry, action))).toBe(true);

      giveWorker(aws, role);
      expect(await diagnosis()).toMatchObject([{ level: 'ok' }]);
    },
  );
});
