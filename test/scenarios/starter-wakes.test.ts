import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { handleEvent, type StarterResult } from '../../src/starter/handle-event';
import { quietHost } from '../support/starter-host';
import { stoppedTask } from '../support/stopped-task';
import { startScenario, type Scenario } from '../support/scenario';

describe('a task that has stopped', () => {
  let scenario: Scenario;
  let connection: Connection;
  let client: Client;
  beforeAll(async () => {
    scenario = await startScenario();
    connection = await Connection.connect({ address: scenario.temporalAddress });
    client = new Client({ connection });
  });
  afterAll(async () => {
    await connection.close();
    await scenario.stop();
  });

  const ofThisAccount = () => `TaskQueue = '${scenario.taskQueue}'`;
  const countDrains = async () => (await client.workflow.count(ofThisAccount())).count;

  /** Temporal's list follows what happens a little later. */
  const untilListed = async (containerInstanceId: string): Promise<void> => {
    const query = `${ofThisAccount()} AND EcsDrainContainerInstance = '${containerInstanceId}'`;
    while ((await client.workflow.count(query)).count === 0) await new Promise(setImmediate);
  };

  const wakesTaken = async (ec2InstanceId: string): Promise<number> => {
    const { events } = await scenario.drain(ec2InstanceId).fetchHistory();
    return (events ?? []).filter(
      ({ workflowExecutionSignaledEventAttributes: signaled }) => signaled?.signalName === 'wake',
    ).length;
  };

  const tell = (events: readonly unknown[]) => {
    const host = quietHost(client);
    // The function's host answers for SNS and EventBridge alike.
    return Promise.all(events.map((event) => handleEvent(event, host) as Promise<StarterResult>));
  };

  it('wakes the drain of its container instance; a thousand cost one question, no read of AWS, and start nothing', async () => {
    const world = scenario.createWorld({ instances: 2, standalone: [{ family: 'batch' }] });
    const [leaving = ''] = world.instanceIds;
    const joined = scenario.aws.record.entries.find(
      (entry) => entry.kind === 'container-instance' && entry.ec2InstanceId === leaving,
    );
    const host = joined?.kind === 'container-instance' ? joined.containerInstanceArn : '';
    const accountRegion = scenario.aws;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    await untilListed(host.slice(host.lastIndexOf('/') + 1));

    const listed = jest.spyOn(client.workflowService, 'listWorkflowExecutions');
    const started = jest.spyOn(client.workflowService, 'signalWithStartWorkflowExecution');
    const drainsBefore = await countDrains();
    const strangers = Array.from({ length: 1_000 }, () =>
      stoppedTask(
        accountRegion,
        `${host.slice(0, host.lastIndexOf('/'))}/${randomUUID().replaceAll('-', '')}`,
      ),
    );
    const results = await tell([
      stoppedTask(accountRegion, host),
      ...strangers,
      stoppedTask(accountRegion, host),
    ]);

    const woken = results.flatMap(({ woken: ids }) => ids);
    const { workflowId } = scenario.drain(leaving);
    expect(woken).toEqual([workflowId, workflowId]);
    expect(results.filter(({ ignored }) => ignored === 1)).toHaveLength(1_000);
    expect(listed.mock.calls.length).toBeLessThanOrEqual(3); // one each five seconds
    expect(started).not.toHaveBeenCalled();
    expect(await countDrains()).toBe(drainsBefore);
    while ((await wakesTaken(leaving)) < 2) await new Promise(setImmediate); // its history takes them between two tasks

    // The drain ends, and what is known of it is still used: no error, and no new drain.
    await scenario.drain(leaving).terminate('seen');
    const [late] = await tell([stoppedTask(accountRegion, host)]);
    expect(late).toMatchObject({ woken: [], ignored: 1, started: [] });
    expect(await countDrains()).toBe(drainsBefore);
    expect((await scenario.drain(leaving).describe()).status.name).toBe('TERMINATED');
  });
});
