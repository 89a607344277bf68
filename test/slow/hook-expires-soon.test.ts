import { hookName, startScenario, type Scenario } from '../support/scenario';

describe('a hook that is about to expire while tasks are left', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  /** A group whose heartbeats fail until that is fixed. */
  const terminated = async (group: string, code: string, status: number) => {
    const endFault = scenario.aws.faults.add({
      service: 'autoscaling',
      operation: 'RecordLifecycleActionHeartbeat',
      kind: 'error',
      code,
      status,
      when: ({ input }) => JSON.stringify(input).includes(`"${group}"`),
    });
    const [leaving = ''] = scenario.createWorld({
      cluster: group,
      hooks: [{ name: hookName, notify: scenario.starterArn, heartbeatTimeoutSeconds: 30 }],
      standalone: [{ family: `of-${group}` }],
    }).instanceIds;
    await scenario.terminate(leaving);
    return { leaving, endFault };
  };

  it('because heartbeats are refused, or get no answer, is told in time to fix them', async () => {
    // Half of its timeout has to pass: for both at the same time.
    const cases = [
      ['refused', 'AccessDenied', 403, 'AccessDenied'],
      ['in-vain', 'ServiceUnavailable', 503, 'AwsUnreachable'],
    ] as const;
    await Promise.all(
      cases.map(async ([group, code, httpStatus, because]) => {
        const { leaving, endFault } = await terminated(group, code, httpStatus);
        const soon = await scenario.untilStatus(leaving, ({ conditions }) =>
          conditions.some(({ type }) => type === 'HookExpiresSoon'),
        );
        const expiresAt = new Date(soon.hookExpiresAt ?? 0).toISOString().replace(/\.\d+Z$/, 'Z');
        expect(soon.conditions).toMatchObject([
          { type: because },
          { type: 'HookExpiresSoon', message: `hook drain of group ${group} ends the wait at ${expiresAt}` },
        ]);

        endFault();
        await scenario.untilStatus(
          leaving,
          ({ conditions, heartbeats }) => heartbeats === 1 && conditions.length === 0,
        );
        await scenario.endTasks(`of-${group}`);
        await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
        await scenario.untilTerminated(leaving);
      }),
    );
    expect(scenario.findings()).toEqual([]);
  });
});
