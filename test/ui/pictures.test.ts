import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { drainSearchAttributes } from '../../dev/temporal/drain-search-attributes';
import { startTemporalServer, type TemporalServer } from '../../dev/temporal/temporal-server';
import { pauseUpdate } from '../../src/workflows/drain.api';
import { searchAttributes } from '../../src/temporal/search-attribute-keys';
import { startScenario, type Scenario } from '../support/scenario';
import { describeInBrowser, launchBrowser } from './support/browser';
import { openTemporalUi, type TemporalUi } from './support/temporal-ui';
import { untilListed } from './support/until-listed';

const { cluster, group, phase, instance } = searchAttributes;

/** The documentation's pictures, taken anew with `npm run screenshots`; otherwise only what they show is checked. */
const wanted = process.env['UPDATE_SCREENSHOTS'] === '1';
const images = path.resolve(__dirname, '../../docs/images');

describeInBrowser('the Temporal UI, as the documentation shows it', () => {
  let server: TemporalServer;
  let scenario: Scenario;
  let browser: Browser;
  let ui: TemporalUi;
  let leaving: readonly string[];
  beforeAll(async () => {
    server = await startTemporalServer({ searchAttributes: drainSearchAttributes });
    scenario = await startScenario({ temporalAddress: server.address });
    browser = await launchBrowser();
    ui = await openTemporalUi(browser, server.uiUrl);
    leaving = await busyClusters();
  });
  afterAll(async () => {
    await browser.close();
    await scenario.stop();
    await server.stop();
  });

  /** Drains that stand at different points: blocked, paused, waiting for a job, and over. */
  const busyClusters = async (): Promise<string[]> => {
    const shop = scenario.createWorld({
      cluster: 'shop',
      group: 'shop-on-demand',
      instances: 3,
      services: [
        { name: 'web', desiredCount: 3, minimumHealthyPercent: 100, maximumPercent: 100 },
        { name: 'log-router' },
      ],
      standalone: [{ family: 'nightly-report', count: 3 }],
      selfStarted: { 'node-agent': {} },
    });
    const batch = scenario.createWorld({
      cluster: 'batch',
      group: 'batch-spot',
      instances: 2,
      standalone: [{ family: 'import', count: 2 }],
    });
    const edge = scenario.createWorld({ cluster: 'edge', group: 'edge-arm64', instances: 2 });
    const [blocked = '', paused = ''] = shop.instanceIds;
    const [idle = ''] = edge.instanceIds;
    const all = [blocked, paused, ...batch.instanceIds, idle];
    for (const id of all) await scenario.terminate(id);
    await scenario.result(idle);
    await scenario.untilStatus(blocked, ({ conditions }) => conditions.length > 0);
    await scenario.untilStatus(paused, ({ conditions }) => conditions.length > 0);
    const attribution = { by: 'ana', reason: 'a look at the disks' };
    await scenario.drain(paused).executeUpdate(pauseUpdate, { args: [attribution] });
    await scenario.untilStatus(paused, ({ reason }) => reason === 'Paused');
    return all;
  };

  const picture = async (name: string, height: number): Promise<void> => {
    if (!wanted) return;
    mkdirSync(images, { recursive: true });
    await ui.page.setViewportSize({ width: 1280, height });
    await ui.page.screenshot({ path: path.join(images, name) });
  };

  it('lists drains with the columns of their search attributes', async () => {
    const query = `WorkflowType = 'drainInstance'`;
    await untilListed(scenario.client, `${query} AND EcsDrainPhase = 'paused'`);
    await untilListed(scenario.client, `${query} AND EcsDrainPhase = 'ended'`);
    const listed = await ui.list(query, leaving.length);
    expect(listed.sort()).toEqual(leaving.map((id) => scenario.drain(id).workflowId).sort());
    await ui.showColumns([cluster.name, group.name, phase.name], ['Run ID', 'Type', 'End']);
    for (const text of ['paused', 'ended', 'shop-on-demand', 'batch-spot']) await ui.cell(text).waitFor();
    await picture('drains.png', 480);
  });

  it('shows what a paused drain waits for, reason, and who holds it', async () => {
    const [, paused = ''] = leaving;
    await ui.list(`${instance.name} = '${paused}'`, 1);
    await ui.openDetails(scenario.drain(paused).workflowId);
    await ui.details.getByText('paused by an operator').waitFor();
    const words = await ui.details.locator('body').innerText();
    for (const text of ['NoRoomToMove', 'pause by ana', 'log-router', 'standalone', 'self-started'])
      expect(words).toContain(text);
    await picture('drain.png', 1000);
  });
});
