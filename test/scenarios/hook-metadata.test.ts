import { terminateUnheard } from '../support/late-message';
import { hookName, startScenario, type Scenario } from '../support/scenario';

describe("a hook's metadata", () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  /** A group with a batch job that never ends by itself. */
  const group = (cluster: string, notificationMetadata?: string) => {
    const world = scenario.createWorld({
      cluster,
      hooks: [
        {
          name: hookName,
          notify: scenario.starterArn,
          ...(notificationMetadata && { notificationMetadata }),
        },
      ],
      standalone: [{ family: cluster, stopSeconds: 0.5 }],
    });
    return { world: world, leaving: world.instanceIds[0] ?? '' };
  };
  const evicting = (leaving: string) =>
    scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
  /** Its job stays until its owner ends it. */
  const expectDrained = async (leaving: string, family: string) => {
    await scenario.endTasks(family);
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(scenario.findings()).toEqual([]);
  };

  it('sets a deadline for the drains of its own group, and no other', async () => {
    const hasty = group('hasty', '{"deadlineSeconds": 30}');
    const other = group('other');
    await scenario.terminate(other.leaving);
    await evicting(other.leaving);
    await scenario.terminate(hasty.leaving);

    // Thirty seconds leave just the time for a stop, so the job is told to stop at once.
    await expect(scenario.result(hasty.leaving)).resolves.toMatchObject({ outcome: 'drained' });
    const [stop, ...more] = scenario.ourCalls('StopTask');
    expect(stop).toMatchObject({ input: { reason: expect.stringContaining('deadline') as string } });
    expect(more).toEqual([]);
    const status = await scenario.untilStatus(other.leaving, () => true);
    expect(status).toMatchObject({ deadline: { setBy: 'global-timeout' }, tasks: [{ state: 'running' }] });
    await expectDrained(other.leaving, 'other');
  });

  it('that has a bad field is a condition which names it, and the drain goes on as the worker is set', async () => {
    const { leaving } = group('bad', '{"deadlineSeconds": "soon", "resyncSeconds": 20}');
    await scenario.terminate(leaving);

    await expect(evicting(leaving)).resolves.toMatchObject({
      deadline: { setBy: 'global-timeout' },
      conditions: [
        { type: 'BadMetadata', message: expect.stringMatching(/hook drain .*deadlineSeconds/) as string },
      ],
    });
    await expectDrained(leaving, 'bad');
  });

  it('that is no JSON is not meant for us', async () => {
    const { leaving } = group('words', 'call the web team');
    await scenario.terminate(leaving);

    await expect(evicting(leaving)).resolves.toMatchObject({ conditions: [] });
    await expectDrained(leaving, 'words');
  });

  it('changes nothing where only a message has it', async () => {
    const { world: world, leaving } = group('forged');
    const send = await terminateUnheard(scenario, world, leaving);
    await send({ NotificationMetadata: '{"deadlineSeconds": 30, "cluster": "nowhere"}' });

    await expect(evicting(leaving)).resolves.toMatchObject({
      deadline: { setBy: 'global-timeout' },
      conditions: [],
      tasks: [{ state: 'running' }],
    });
    await expectDrained(leaving, 'forged');
  });
});
