import { CancelledFailure } from '@temporalio/client';
import type { World } from '@ecs-drain/local-aws';
import type { Browser } from 'playwright-core';
import { drainSearchAttributes } from '../../dev/temporal/drain-search-attributes';
import { startTemporalServer, type TemporalServer } from '../../dev/temporal/temporal-server';
import { startDrain } from '../../src/temporal/start-drain';
import { statusIn } from '../../src/domain/drain/state/view';
import { statusQuery } from '../../src/workflows/drain.api';
import { hookName, mutatingOperations, patienceMs, startScenario, type Scenario } from '../support/scenario';
import { publishAgain, signalAgain } from './support/again';
import { describeInBrowser, launchBrowser } from './support/browser';
import { openTemporalUi, type TemporalUi } from './support/temporal-ui';
import { untilListed } from './support/until-listed';

describeInBrowser('an operator on call, in the Temporal UI', () => {
  let server: TemporalServer;
  let scenario: Scenario;
  let browser: Browser;
  let ui: TemporalUi;
  beforeAll(async () => {
    server = await startTemporalServer({ searchAttributes: drainSearchAttributes });
    scenario = await startScenario({ temporalAddress: server.address });
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    ui = await openTemporalUi(browser, server.uiUrl);
  });
  afterEach(() => ui.page.close());
  afterAll(async () => {
    await browser.close();
    await scenario.stop();
    await server.stop();
  });

  /** A drain that waits for a service that cannot move, and a standalone task; found in the list by its cluster. */
  const waitingDrain = async (cluster: string): Promise<{ world: World; leaving: string }> => {
    const world = scenario.createWorld({
      cluster,
      instances: 2,
      hooks: [{ name: hookName, notify: scenario.starterArn, heartbeatTimeoutSeconds: 30 }],
      services: [{ name: 'web', desiredCount: 2, minimumHealthyPercent: 100, maximumPercent: 100 }],
      standalone: [{ family: `${cluster}-batch` }],
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ conditions }) => conditions.length > 0);
    const query = `EcsDrainCluster = '${cluster}'`;
    await untilListed(scenario.client, query);
    expect(await ui.list(query, 1)).toEqual([scenario.drain(leaving).workflowId]);
    await ui.openDetails(scenario.drain(leaving).workflowId);
    return { world, leaving };
  };

  /** A call names the group or the cluster, which have one name here. */
  const isAbout = ({ cluster }: World, input: unknown): boolean => JSON.stringify(input).includes(cluster);

  it('finds a drain by its cluster, reads what it waits for, holds it and resumes it', async () => {
    const { leaving } = await waitingDrain('found');
    await ui.details.getByText('waiting for tasks to stop').waitFor();
    await ui.details.getByText('may have neither fewer nor more tasks').first().waitFor();
    await ui.details.getByText('1 of service web, 1 standalone').waitFor();

    expect(await ui.sendUpdate('pause', { by: 'ana' })).toContain('expected {"by": "who you are"');
    await ui.sendUpdate('pause', { by: 'ana', reason: 'an observation at the disks' });
    const { paused } = await scenario.untilStatus(leaving, ({ reason }) => reason === 'Paused');
    expect(paused).toMatchObject({ by: 'ana', reason: 'an observation at the disks' });
    await ui.refresh();
    await ui.details.getByText('pause by ana').waitFor();

    await ui.sendUpdate('resume', { by: 'bo', reason: 'seen' });
    await scenario.untilStatus(leaving, ({ reason }) => reason === 'TasksRunning');
    await scenario.drain(leaving).terminate('seen');
  });

  it('cancels a drain: it acts no more, says what ends the wait, and no message starts it again', async () => {
    const { world, leaving } = await waitingDrain('left');
    const { record } = scenario.aws;
    const callsAfter = (atSeq: number) =>
      scenario
        .ourCalls(...mutatingOperations)
        .filter(({ seq, input }) => seq > atSeq && isAbout(world, input));
    const askedAtSeq = record.entries.length;
    await ui.requestCancellation();
    const ended = scenario.drain(leaving).result();
    await expect(ended).rejects.toMatchObject({ cause: expect.any(CancelledFailure) as unknown });
    await ui.untilStatus('Canceled');
    expect((await scenario.drain(leaving).describe()).status.name).toBe('CANCELLED');
    const cancelledAtSeq = record.entries.length;

    const status = statusIn(await scenario.drain(leaving).query(statusQuery));
    expect(status).toMatchObject({ phase: 'cancelled', outcome: 'cancelled', hookDefaultResult: 'ABANDON' });
    await ui.refresh();
    await ui.details.getByText('then ABANDON, unless it is kept alive or completed').waitFor();

    await publishAgain(scenario, world, leaving);
    const again = startDrain(scenario.client, signalAgain(scenario, world, leaving), scenario.aws);
    await expect(again).resolves.toMatchObject({ was: 'cancelled' });
    expect((await scenario.drain(leaving).describe()).status.name).toBe('CANCELLED');

    const end = await record.until(
      (entry) =>
        entry.kind === 'lifecycle-action' &&
        entry.instanceId === leaving &&
        entry.change.what !== 'heartbeat',
      { afterSeq: cancelledAtSeq, timeoutMs: patienceMs },
    );
    expect(end).toMatchObject({ change: { what: 'expired', cause: 'heartbeat-timeout', result: 'ABANDON' } });
    expect(Math.abs(end.at - (status?.hookExpiresAt ?? 0))).toBeLessThan(2_000);
    expect(callsAfter(cancelledAtSeq)).toEqual([]);
    // A heartbeat may have been on its way when the cancel came.
    const whileAsked = callsAfter(askedAtSeq).map(({ operation }) => operation);
    expect(whileAsked.filter((operation) => operation !== 'RecordLifecycleActionHeartbeat')).toEqual([]);
  }, 120_000);
});
