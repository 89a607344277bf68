import type { RecordEntry } from '@ecs-drain/local-aws';
import { ourHook } from '../support/our-hook';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';
import { completionOf } from '../support/task-life';

describe('an instance whose agent is disconnected', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  const agentGraceSeconds = 3;
  const terminated = async (cluster: string, onAgentLost: 'wait' | 'continue', runSeconds: number) => {
    const [leaving = ''] = scenario.createWorld({
      cluster,
      hooks: [ourHook(scenario, { agentGraceSeconds, onAgentLost })],
      standalone: [{ family: 'batch', runSeconds }],
    }).instanceIds;
    const { hosts } = scenario.aws.ecs;
    hosts.disconnectAgent(hosts.on(leaving));
    const cutOffAt = Date.now();
    await scenario.terminate(leaving);
    return { leaving, cutOffAt };
  };

  const untilEntry = (predicate: (entry: RecordEntry) => boolean, afterSeq = 0) =>
    scenario.aws.record.until(predicate, { timeoutMs: patienceMs, afterSeq });
  const isObservation = (entry: RecordEntry) => entry.kind === 'call' && entry.operation === 'DescribeTasks';
  const findingsOf = (leaving: string) => scenario.findings().filter(({ subject }) => subject === leaving);

  it('is waited for past the grace, and drained once the agent is back', async () => {
    const { hosts } = scenario.aws.ecs;
    const { leaving } = await terminated('waits', 'wait', 5);
    const lost = await scenario.untilStatus(leaving, ({ conditions }) => conditions.length > 0);
    expect(lost).toMatchObject({
      phase: 'wait-for-tasks',
      conditions: [{ type: 'AgentDisconnected' }],
      tasks: [{ waitsFor: 'AgentDisconnected' }],
    });

    // The container ends, and nobody hears of it, however often we look.
    const ended = await untilEntry(
      (entry) => entry.kind === 'container-ended' && entry.ec2InstanceId === leaving,
    );
    const observed = await untilEntry(isObservation, ended.seq);
    await untilEntry(isObservation, observed.seq);
    expect(completionOf(scenario.aws, leaving)).toBeUndefined();

    hosts.reconnectAgent(hosts.on(leaving));
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
    expect(findingsOf(leaving)).toEqual([]);
  });

  it('is given up after the grace and no earlier where the spec says so, with what still runs there', async () => {
    const { leaving, cutOffAt } = await terminated('continues', 'continue', 600);
    await expect(scenario.result(leaving)).resolves.toMatchObject({
      outcome: 'agent-lost',
      tasksStopped: 0,
    });

    const completion = completionOf(scenario.aws, leaving);
    expect(completion).toMatchObject({ result: 'CONTINUE' });
    expect(completion?.at).toBeGreaterThanOrEqual(cutOffAt + agentGraceSeconds * 1000);
    await scenario.untilTerminated(leaving);
    expect(findingsOf(leaving)).toMatchObject([{ promise: 'cut-short' }]);
  });
});
