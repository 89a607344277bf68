import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { startScenario, type Scenario, type ScenarioOptions } from '../../support/scenario';
import { historiesFolder, historyFile } from './histories';

export interface Run {
  readonly workflowId: string;
  /** @default the last one */
  readonly runId?: string;
}

/**
 * Plays a scenario and keeps the histories of the runs that it names.
 * @param play answers the runs, by the name under which each is kept
 */
export function record(
  options: ScenarioOptions,
  play: (scenario: Scenario) => Promise<Readonly<Record<string, Run>>>,
): void {
  it('is recorded', async () => {
    const scenario = await startScenario(options);
    try {
      await saveHistories(scenario.client, await play(scenario));
    } finally {
      await scenario.stop();
    }
  });
}

/**
 * Keeps the histories of runs, each under its name.
 * @throws where there is such a history already: they are never overwritten
 */
export async function saveHistories(client: Client, runs: Readonly<Record<string, Run>>): Promise<void> {
  mkdirSync(historiesFolder, { recursive: true });
  for (const [what, { workflowId, runId }] of Object.entries(runs)) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    writeFileSync(historyFile(what), withoutTraces(historyToJSON(history)), { flag: 'wx' });
  }
}

/** Without what tells of the machine that recorded it; one event a line. */
function withoutTraces(json: string): string {
  const worker = `${process.pid}@${hostname()}`;
  const { events } = JSON.parse(json.replaceAll(worker, 'worker'), (key, value: unknown) =>
    key === 'stackTrace' ? '' : value,
  ) as { events: unknown[] }; // historyToJSON's own contract
  return `{"events":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;
}
