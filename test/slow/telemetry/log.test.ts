import { z } from 'zod';
import { startScenario, type Scenario } from '../../support/scenario';
import { startWorkerProcess, workerEnvironment, type WorkerProcess } from '../../support/worker-process';

/** The keys that every entry has. */
const entry = z.looseObject({
  time: z.iso.datetime(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  message: z.string(),
});

describe("the workers' log", () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ worker: false });
  });
  afterAll(() => scenario.stop());

  const start = async (): Promise<WorkerProcess> => {
    const worker = startWorkerProcess(workerEnvironment(scenario.aws, scenario.temporalAddress));
    await worker.ready();
    return worker;
  };

  it('is JSON, a line an entry, and tells each change of a drain once, whichever worker carries it on', async () => {
    const [leaving = ''] = scenario.createWorld({ standalone: [{ family: 'batch' }] }).instanceIds;
    const first = await start();
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ tasks }) => tasks?.length === 1);
    const endFault = scenario.aws.faults.add({
      service: 'ecs',
      kind: 'error',
      code: 'AccessDeniedException',
      status: 400,
    });
    const { nextObservationAt } = await scenario.untilStatus(
      leaving,
      ({ conditions }) => conditions.length === 1,
    );
    // Another look finds the same.
    await scenario.untilStatus(leaving, (status) => status.nextObservationAt !== nextObservationAt);
    first.kill('SIGTERM');
    await first.ended();
    const second = await start();
    endFault();
    await scenario.untilStatus(leaving, ({ conditions }) => conditions.length === 0);
    await scenario.endTasks('batch');
    await scenario.result(leaving);
    second.kill('SIGTERM');
    await second.ended();

    const entries = [first, second].flatMap((worker) => entriesOf(worker.output()));
    const about = entries.filter(({ ec2InstanceId }) => ec2InstanceId === leaving);
    const told = (message: string) => about.filter((one) => one.message === message);
    expect(told('a condition has surfaced')).toEqual([
      expect.objectContaining({ level: 'warn', condition: 'AccessDenied', cluster: 'demo' }),
    ]);
    expect(told('a condition is over')).toEqual([expect.objectContaining({ condition: 'AccessDenied' })]);
    expect(told('the drain ends')).toEqual([
      expect.objectContaining({
        outcome: 'drained',
        tasksStopped: 1,
        workflowId: scenario.drain(leaving).workflowId,
      }),
    ]);
    const stands = told('the drain has moved on').map(
      ({ phase, reason }) => `${String(phase)} ${String(reason)}`,
    );
    expect(stands).toEqual(stands.filter((stand, index) => stand !== stands[index - 1]));
    expect(stands).toContain('wait-for-tasks TasksRunning');
  });
});

const entriesOf = (output: string) =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => entry.parse(JSON.parse(line)));
