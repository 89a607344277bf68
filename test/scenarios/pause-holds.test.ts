import { WorkflowUpdateFailedError } from '@temporalio/client';
import type { CallRecord, RecordEntry } from '@ecs-drain/local-aws';
import { pauseUpdate, resumeUpdate } from '../../src/workflows/drain.api';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';

const who = { by: 'ana', reason: 'an incident' };
const acting = ['UpdateContainerInstancesState', 'StopTask', 'CompleteLifecycleAction'];

/** How AWS fails, without more than the fault itself. */
type Failure =
  | { readonly kind: 'error'; readonly code: string; readonly status: number }
  | { readonly kind: 'timeout'; readonly afterEffect?: boolean }
  | { readonly kind: 'slow'; readonly latencyMs: number; readonly on: 'machine' };

const refuses = { kind: 'error', code: 'InternalFailure', status: 500 } as const;
const says = (status: number): Failure => ({ ...refuses, status });

describe('a pause that has been acknowledged', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  const callsIn = (cluster: string, ...operations: string[]): (CallRecord & RecordEntry)[] =>
    scenario.ourCalls(...operations).filter(({ input }) => JSON.stringify(input).includes(cluster));

  /** Has AWS fail these calls of one cluster; the function that is returned lifts the fault. */
  const strike = (cluster: string, operation: string, failure: Failure) =>
    scenario.aws.faults.add({
      service: operation === 'CompleteLifecycleAction' ? 'autoscaling' : 'ecs',
      operation,
      when: ({ input }) => JSON.stringify(input).includes(cluster),
      ...failure,
    });

  const untilSent = (cluster: string, operation: string, times: number) =>
    scenario.aws.record.until(() => callsIn(cluster, operation).length >= times, { timeoutMs: patienceMs });

  /** Terminates an instance with so many tasks of its own; answers once so many calls of an operation were sent. */
  const drainUntil = async (cluster: string, operation: string, times: number, tasks = 1) => {
    const selfStarted = Object.fromEntries(
      Array.from({ length: tasks }, (_, index) => [`${cluster}-agent-${index}`, {}]),
    );
    const [leaving = ''] = scenario.createWorld({ cluster, selfStarted }).instanceIds;
    const sent = untilSent(cluster, operation, times);
    await scenario.terminate(leaving);
    await sent;
    return leaving;
  };

  const observedAgain = async (leaving: string, times: number) => {
    const isAbout = ({ input }: CallRecord) => JSON.stringify(input).includes(leaving);
    const observations = () => scenario.ourCalls('DescribeAutoScalingInstances').filter(isAbout).length;
    const enough = observations() + times;
    await scenario.aws.record.until(() => observations() >= enough, { timeoutMs: patienceMs });
  };

  /** After the fault is lifted, the drain has observed again, and again, and sent nothing that acts. */
  const expectPaused = async (cluster: string, leaving: string, lift: () => void) => {
    const before = callsIn(cluster, ...acting).length;
    await observedAgain(leaving, 1);
    lift();
    await observedAgain(leaving, 3);
    await scenario.untilStatus(leaving, ({ reason }) => reason === 'Paused');
    expect(callsIn(cluster, ...acting).slice(before)).toEqual([]);
  };

  const resumeAndEnd = async (leaving: string) => {
    await scenario.drain(leaving).executeUpdate(resumeUpdate, { args: [who] });
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
  };

  const pause = (leaving: string) => scenario.drain(leaving).executeUpdate(pauseUpdate, { args: [who] });

  it.each([
    ['CompleteLifecycleAction', 'refused', says(500), 1],
    ['CompleteLifecycleAction', 'silent', { kind: 'timeout' } as const, 1],
    ['StopTask', 'refused-3', says(500), 3],
    ['StopTask', 'silent-3', { kind: 'timeout' } as const, 3],
    ['UpdateContainerInstancesState', 'set-draining', says(500), 1],
  ])('holds while %s is being retried (%s)', async (operation, cluster, failure, tasks) => {
    const name = `${operation.toLowerCase()}-${cluster}`;
    const lift = strike(name, operation, failure);
    const leaving = await drainUntil(name, operation, failure.kind === 'error' ? tasks * 3 : tasks, tasks);
    const reply = await pause(leaving);
    expect(reply).toMatchObject({ kind: 'pause', ...who });
    // Where AWS refuses, the attempt may fail before it learns that it is cancelled, or be between two tries.
    const words = reply.alreadySent?.join() ?? 'nothing';
    expect(words).toMatch(
      failure.kind === 'error'
        ? /^nothing$|\(failed: InternalFailure\)$|\(not answered yet\)$/
        : /\(not answered yet\)$/,
    );
    await expectPaused(name, leaving, lift);
    await resumeAndEnd(leaving);
  });

  it('says that some tasks were told to stop where AWS has refused others', async () => {
    const cluster = 'partly';
    const lift = scenario.aws.faults.add({
      service: 'ecs',
      operation: 'StopTask',
      when: ({ input }) => JSON.stringify(input).includes(cluster) && callsIn(cluster, 'StopTask').length > 0,
      ...refuses,
    });
    const leaving = await drainUntil(cluster, 'StopTask', 6, 3);
    const { alreadySent = [] } = await pause(leaving);
    expect(alreadySent.join()).toMatch(/^stop 3 tasks \((not answered yet|failed: InternalFailure)\)$/);
    await expectPaused(cluster, leaving, lift);
    await resumeAndEnd(leaving);
  });

  it('comes too late for a completion that AWS took: it is refused, and what is done stays said', async () => {
    const cluster = 'taken';
    const lift = strike(cluster, 'CompleteLifecycleAction', {
      kind: 'slow',
      latencyMs: 2_000,
      on: 'machine',
    });
    const leaving = await drainUntil(cluster, 'CompleteLifecycleAction', 1);
    const refused = await pause(leaving).catch((error: unknown) => error);
    lift();
    expect(refused).toBeInstanceOf(WorkflowUpdateFailedError);
    expect(refused).toMatchObject({ cause: { message: 'the drain has ended: drained' } });
    await expect(scenario.result(leaving)).resolves.toMatchObject({
      outcome: 'drained',
      completedHooks: [`${cluster}/drain`],
    });
  });

  it('says so where the answer of a completion that took effect is lost, and the drain ends as drained', async () => {
    const cluster = 'lost';
    const lift = strike(cluster, 'CompleteLifecycleAction', { kind: 'timeout', afterEffect: true });
    const leaving = await drainUntil(cluster, 'CompleteLifecycleAction', 1);
    const { alreadySent } = await pause(leaving);
    lift();
    expect(alreadySent).toEqual(['complete the lifecycle action with CONTINUE (not answered yet)']);
    await expect(scenario.result(leaving)).resolves.toMatchObject({
      outcome: 'drained',
      completedHooks: [`${cluster}/drain`],
    });
    expect(callsIn(cluster, 'CompleteLifecycleAction')).toHaveLength(1);
  });

  it('is acknowledged at once while an observation hangs', async () => {
    const cluster = 'hanging';
    const [leaving = ''] = scenario.createWorld({
      cluster,
      standalone: [{ family: 'hanging-batch' }],
    }).instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    const isAbout = ({ input }: { readonly input: unknown }) => JSON.stringify(input).includes(cluster);
    const described = callsIn(cluster, 'DescribeContainerInstances').length;
    const lift = scenario.aws.faults.add({ service: 'ecs', kind: 'timeout', when: isAbout });
    await untilSent(cluster, 'DescribeContainerInstances', described + 1);
    const answered = pause(leaving).then(() => callsIn(cluster, 'DescribeContainerInstances').length);
    // The call that hangs is the last one still: the observation is not over.
    await expect(answered).resolves.toBe(described + 1);
    lift();
    await scenario.drain(leaving).terminate('seen');
  });
});
