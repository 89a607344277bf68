import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { announcements, sendToStarter } from '../support/event-rules';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';

const orders = [
  ['notice', 'hook', 'recommendation'],
  ['notice', 'recommendation', 'hook'],
  ['hook', 'notice', 'recommendation'],
  ['hook', 'recommendation', 'notice'],
  ['recommendation', 'notice', 'hook'],
  ['recommendation', 'hook', 'notice'],
] as const;
type Happening = (typeof orders)[number][number];

/** EC2 reclaims the instance so long after its notice. */
const noticeSeconds = 15;

describe('a spot interruption, its recommendation and the hook of its group', () => {
  let scenario: Scenario;
  let sns: SNSClient;
  beforeAll(async () => {
    scenario = await startScenario();
    await sendToStarter(scenario, announcements);
    sns = new SNSClient(scenario.accessAs('SNS-AGAIN'));
  });
  afterAll(async () => {
    sns.destroy();
    await scenario.stop();
  });

  const entriesOf = (ec2InstanceId: string) =>
    scenario.aws.record.entries.filter((entry) => JSON.stringify(entry).includes(ec2InstanceId));

  const happen: Readonly<Record<Happening, (ec2InstanceId: string) => Promise<void>>> = {
    notice: (id) =>
      untilHeard(id, () => scenario.aws.ec2.interrupt(id, { action: 'terminate', noticeSeconds })),
    recommendation: (id) => {
      scenario.aws.ec2.recommendRebalance(id);
      return Promise.resolve();
    },
    hook: (id) => untilHeard(id, () => scenario.terminate(id)),
  };

  /** Until the starter has taken the message about it. */
  async function untilHeard(ec2InstanceId: string, act: () => void | Promise<void>): Promise<void> {
    const afterSeq = scenario.aws.record.entries.length;
    await act();
    await scenario.aws.record.until(
      (entry) =>
        entry.kind === 'lambda' &&
        entry.change.what === 'succeeded' &&
        JSON.stringify(entry.change).includes(ec2InstanceId),
      { afterSeq, timeoutMs: patienceMs },
    );
  }

  /** Everything that was said of it until now, once more. */
  async function sayAllAgain(ec2InstanceId: string): Promise<void> {
    const { aws, starterArn } = scenario;
    for (const entry of entriesOf(ec2InstanceId)) {
      if (entry.kind === 'event') aws.lambda.invokeAsync(starterArn, entry.event);
      if (entry.kind === 'notification')
        await sns.send(new PublishCommand({ TopicArn: entry.topicArn, Message: entry.message }));
    }
  }

  const goThrough = async (order: readonly Happening[]) => {
    const world = scenario.createWorld({
      cluster: order.join('-'),
      spot: true,
      instances: 2,
      services: [{ name: 'web', desiredCount: 2, stopSeconds: 1 }],
      standalone: [{ family: 'brief', runSeconds: 6 }],
      selfStarted: { 'node-agent': { stopSeconds: 0.5 } },
    });
    const [leaving = ''] = world.instanceIds;
    for (const happening of order) {
      await happen[happening](leaving);
      await sayAllAgain(leaving);
    }
    await scenario.untilTerminated(leaving);
    const entries = entriesOf(leaving);
    return {
      order,
      completed: entries.flatMap((entry) =>
        entry.kind === 'lifecycle-action' && entry.change.what === 'completed' ? entry.change.result : [],
      ),
      drainings: entries.filter((entry) => entry.kind === 'container-instance' && entry.status === 'DRAINING')
        .length,
      cutShort: entries.filter((entry) => entry.kind === 'container-ended' && entry.how === 'cut-short')
        .length,
    };
  };

  it('make one drain in every order, each said twice, and the action is completed once', async () => {
    const ends = await Promise.all(orders.map(goThrough));
    expect(ends).toEqual(
      orders.map((order) => ({ order, completed: ['CONTINUE'], drainings: 1, cutShort: 0 })),
    );
    const completions = scenario.ourCalls('CompleteLifecycleAction').map(({ outcome }) => outcome.kind);
    expect(completions).toEqual(orders.map(() => 'ok'));
    expect(scenario.findings()).toEqual([]);
  });
});
