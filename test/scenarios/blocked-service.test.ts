import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { startScenario, type Scenario } from '../support/scenario';

describe('a service whose tasks do not move', () => {
  let scenario: Scenario;
  let owner: ECSClient;
  beforeAll(async () => {
    scenario = await startScenario();
    owner = new ECSClient(scenario.accessAs('OWNER'));
  });
  afterAll(async () => {
    owner.destroy();
    await scenario.stop();
  });

  it('because it may have neither fewer nor more tasks: the drain says what to change, and that helps', async () => {
    const [leaving = ''] = scenario.createWorld({
      cluster: 'no-room-to-move',
      instances: 2,
      services: [{ name: 'web', desiredCount: 2, minimumHealthyPercent: 100, maximumPercent: 100 }],
    }).instanceIds;
    await scenario.terminate(leaving);
    const { conditions, tasks } = await untilCondition(leaving, 'NoRoomToMove');
    expect(conditions[0]?.message).toBe(
      'service web (desired count 2) may have neither fewer nor more tasks (100 % to 100 %): raise its maximumPercent, or lower its minimumHealthyPercent',
    );
    expect(tasks).toMatchObject([{ service: 'web', waitsFor: 'NoRoomToMove' }]);

    await change('no-room-to-move', { deploymentConfiguration: { maximumPercent: 200 } });
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
  });

  it("because no other instance has room: the drain passes on the service's own event", async () => {
    const world = scenario.createWorld({
      cluster: 'no-replacement',
      instances: 2,
      instanceMemoryMiB: 1000,
      services: [{ name: 'web', desiredCount: 2, memoryMiB: 800 }],
    });
    const [leaving = '', other = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    const { conditions, tasks } = await untilCondition(leaving, 'NoReplacement');
    expect(conditions[0]?.message).toBe(
      `(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance ${world.containerInstance(other).id}) has insufficient memory available.`,
    );
    expect(tasks).toMatchObject([{ service: 'web', waitsFor: 'NoReplacement' }]);

    await change('no-replacement', { desiredCount: 1 });
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
  });

  const untilCondition = (leaving: string, wanted: string) =>
    scenario.untilStatus(leaving, ({ conditions }) => conditions.some(({ type }) => type === wanted));

  const change = (cluster: string, to: Partial<UpdateServiceCommand['input']>) =>
    owner.send(new UpdateServiceCommand({ cluster, service: 'web', ...to }));
});
