import { taskQueueOf } from '../../src/domain/task-queue';
import { forge } from '../support/forged';
import { callsOf, hookName, mutatingOperations, type Scenario } from '../support/scenario';
import {
  startSeveralAccountRegions,
  workerKeyOf,
  type SeveralAccountRegions,
} from '../support/several-account-regions';

/** Whoever may publish to a topic of one account names an instance of another. */
const forgeIn = (from: Scenario, ec2InstanceId: string): Promise<void> =>
  forge(from, {
    topicArn: from.createWorld({ cluster: `forger-${ec2InstanceId}` }).topicArns[hookName],
    group: 'web',
    hook: hookName,
    ec2InstanceId,
  });

describe('a message through the topic of one account about an instance of another', () => {
  let accountRegions: SeveralAccountRegions;
  beforeAll(async () => {
    // The grace is what a message from the right account and Region has to come in the middle of.
    accountRegions = await startSeveralAccountRegions({ absenceGraceSeconds: 6, lifecycleHooks: [hookName] });
  });
  afterAll(() => accountRegions.stop());

  it('touches nothing of either, and the instance is drained when its own account says so', async () => {
    const { one, otherAccount } = accountRegions;
    const [victim = ''] = one.createWorld({ cluster: 'web' }).instanceIds;
    await forgeIn(otherAccount, victim);
    await expect(otherAccount.result(victim)).resolves.toMatchObject({ outcome: 'instance-gone' });
    const asked = one.aws.record.entries.filter((entry) => entry.kind === 'call');
    expect(asked.filter(({ input }) => JSON.stringify(input).includes(victim))).toEqual([]);

    await one.terminate(victim);
    await expect(one.result(victim)).resolves.toMatchObject({ outcome: 'drained' });
    await expect(one.drain(victim).describe()).resolves.toMatchObject({ taskQueue: taskQueueOf(one.aws) });
  });

  it('that runs when the right one comes does not join it: the instance is drained at once', async () => {
    const { one, otherAccount } = accountRegions;
    const [victim = ''] = one.createWorld({ cluster: 'late' }).instanceIds;
    await forgeIn(otherAccount, victim);
    await otherAccount.untilStatus(victim, ({ reason }) => reason === 'NotInGroup');
    await one.terminate(victim);
    await expect(one.result(victim)).resolves.toMatchObject({ outcome: 'drained' });
    await one.untilTerminated(victim);
    await expect(otherAccount.result(victim)).resolves.toMatchObject({ outcome: 'instance-gone' });
    // At most a heartbeat, for a group that is not there.
    const asked = callsOf(otherAccount.aws, workerKeyOf(otherAccount), mutatingOperations);
    expect(asked.filter(({ outcome }) => outcome.kind === 'ok')).toEqual([]);
  });
});
