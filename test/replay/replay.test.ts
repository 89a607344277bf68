import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { DeterminismViolationError } from '@temporalio/workflow';
import { Worker } from '@temporalio/worker';
import { workflowBundle } from '../support/provided';
import { quietRuntime } from '../support/quiet';
import { bundleWith, bundleWithoutDecision } from './support/bundles';
import { histories, historyFile, readHistory, recordings } from './support/histories';

jest.setTimeout(120_000);

describe('a workflow that an earlier version began', () => {
  beforeAll(() => quietRuntime());

  const names = histories();
  // A pause before acting changes nothing for a drain in shadow mode, which never acts.
  const thatAct = names.filter((name) =>
    /"(setDraining|stopTasks|completeLifecycleAction)"/.test(JSON.stringify(readHistory(name))),
  );

  it('is on record for everything that can be recorded', () => {
    const missing = recordings().filter((what) => !names.some((name) => name.startsWith(`${what}_`)));
    expect(missing).toEqual([]);
    expect(names).not.toEqual([]);
  });

  it.each(names)('goes on as it began: %s', async (name) => {
    const replay = Worker.runReplayHistory({ workflowBundle: workflowBundle() }, readHistory(name));
    await expect(replay).resolves.toBeUndefined();
  });

  it('is stuck where a change of the driver reorders what it did, which this test would notice', async () => {
    expect(thatAct).not.toEqual([]);
    const changed = await bundleWith('pauses-before-acting');
    for (const name of thatAct) {
      const replay = Worker.runReplayHistory({ workflowBundle: changed }, readHistory(name));
      await expect(replay).rejects.toBeInstanceOf(DeterminismViolationError);
    }
  });

  it('goes on beside any other decision: what was decided is on record', async () => {
    const withoutDecision = await bundleWithoutDecision();
    for (const name of names) {
      const replay = Worker.runReplayHistory({ workflowBundle: withoutDecision }, readHistory(name));
      await expect(replay).resolves.toBeUndefined();
    }
  });
});

it('a history that is on record is never overwritten', () => {
  // A new version of the SDK has histories of its own: `npm run record-histories` makes them.
  const what = recordings().find((one) => existsSync(historyFile(one)));
  if (what === undefined) throw new Error('nothing is on record for this version of the SDK');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/record-histories.ts', what],
    { cwd: path.resolve(__dirname, '../..'), encoding: 'utf8' },
  );
  expect(stderr).toContain(`${historyFile(what)} is there already`);
  expect(status).toBe(2);
});
