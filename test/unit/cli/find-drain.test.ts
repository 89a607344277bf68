import { chooseFrom, type FoundRun } from '../../../src/cli/find-drain';

const run = (accountId: string, region: string, isRunning = false): FoundRun => ({
  workflowId: `drain-i-0abc.${accountId}.${region}`,
  isRunning,
  accountRegion: { accountId, region },
});
const one = '111111111111';
const two = '222222222222';
const eu = 'eu-central-1';
const us = 'us-east-1';

/** The newest first. */
const runs = {
  none: [],
  ended: [run(one, eu), run(one, eu)],
  runningHere: [run(two, eu), run(one, eu, true), run(one, eu)],
  endedOnBoth: [run(one, us), run(one, eu)],
  runningOnBoth: [run(two, eu, true), run(one, eu, true)],
};

it.each([
  ['nothing', runs.none, {}, { kind: 'none', elsewhere: [] }],
  ['the last run of a drain that has ended twice', runs.ended, {}, { kind: 'one', run: runs.ended[0] }],
  ['the one that runs', runs.runningHere, {}, { kind: 'one', run: runs.runningHere[1] }],
  ['both that run', runs.runningOnBoth, {}, { kind: 'several', runs: runs.runningOnBoth }],
  ['both that have ended', runs.endedOnBoth, {}, { kind: 'several', runs: runs.endedOnBoth }],
  [
    'the one in the account',
    runs.runningOnBoth,
    { accountId: one },
    { kind: 'one', run: runs.runningOnBoth[1] },
  ],
  ['the one in the Region', runs.endedOnBoth, { region: us }, { kind: 'one', run: runs.endedOnBoth[0] }],
  [
    'the ended one in the account, whatever runs elsewhere',
    runs.runningHere,
    { accountId: two },
    { kind: 'one', run: runs.runningHere[0] },
  ],
  [
    'none, and what is elsewhere',
    runs.ended,
    { accountId: two, region: eu },
    { kind: 'none', elsewhere: [runs.ended[0]] },
  ],
])('means %s', (_, found, where, choice) => {
  expect(chooseFrom(found, where)).toEqual(choice);
});
