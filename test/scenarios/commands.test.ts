import { WorkflowUpdateFailedError } from '@temporalio/client';
import { extendUpdate, pauseUpdate, releaseUpdate, resumeUpdate } from '../../src/workflows/drain.api';
import { ourHook } from '../support/our-hook';
import { startScenario, type Scenario } from '../support/scenario';

const who = { by: 'ana', reason: 'an observation at the disks' };

describe('what an operator tells a drain', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  const pausedWorld = async (cluster: string, spec = {}) => {
    const { instanceIds } = scenario.createWorld({
      cluster,
      hooks: [ourHook(scenario, spec)],
      standalone: [{ family: `${cluster}-batch` }],
      selfStarted: { [`${cluster}-agent`]: {} },
    });
    const [leaving = ''] = instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    return leaving;
  };
  const callsAbout = (ec2InstanceId: string, ...operations: string[]) =>
    scenario.ourCalls(...operations).filter(({ input }) => JSON.stringify(input).includes(ec2InstanceId));

  it('pause: nothing is stopped or completed until resume, and the hook lives on', async () => {
    const leaving = await pausedWorld('held');
    const drain = scenario.drain(leaving);
    await expect(drain.executeUpdate(pauseUpdate, { args: [who] })).resolves.toMatchObject({
      kind: 'pause',
      ...who,
    });
    await scenario.endTasks('held-batch');
    await scenario.untilStatus(leaving, ({ reason, tasks }) => reason === 'Paused' && tasks?.length === 1);
    expect(scenario.ourCalls('StopTask')).toEqual([]);
    expect(callsAbout(leaving, 'CompleteLifecycleAction')).toEqual([]);

    await drain.executeUpdate(resumeUpdate, { args: [{ by: 'bo', reason: 'done' }] });
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(scenario.findings()).toEqual([]);
  });

  it('release: the action is completed at once, whatever runs', async () => {
    const leaving = await pausedWorld('released');
    await scenario.drain(leaving).executeUpdate(releaseUpdate, { args: [who] });
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'released' });
    await scenario.untilTerminated(leaving);
  });

  it('extend: the deadline moves, and what cannot be is refused in words', async () => {
    const leaving = await pausedWorld('extended', { deadlineSeconds: 600 });
    const drain = scenario.drain(leaving);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await drain.executeUpdate(extendUpdate, { args: [{ ...who, until }] });
    const status = await scenario.untilStatus(leaving, ({ deadline }) => deadline?.setBy === 'extension');
    expect(status.deadline?.at).toBe(Date.parse(until));
    expect(status.commands).toMatchObject([{ kind: 'extend', ...who }]);

    const refused = drain.executeUpdate(extendUpdate, {
      args: [{ ...who, until: new Date(0).toISOString() }],
    });
    const failure = await refused.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkflowUpdateFailedError);
    expect(failure).toMatchObject({
      cause: { type: 'CommandRefused', message: '1970-01-01T00:00:00Z is in the past' },
    });
    await drain.terminate('seen');
  });
});
