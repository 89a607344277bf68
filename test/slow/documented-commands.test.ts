import { startCli, unhurriedMs } from '../support/cli-process';
import { fencedCommands } from '../support/documented-commands';
import { quietRuntime } from '../support/quiet';
import { startScenario, type Scenario } from '../support/scenario';

jest.setTimeout(unhurriedMs);

/** Each once, however many pages show it. `listen` goes on for ever: slow/starter-listen.test.ts has it. */
const commands = [
  ...new Map(
    fencedCommands()
      .filter(({ words }) => words[0] === 'ecs-drain' && words[1] !== 'listen')
      .map(({ words }) => [words.join(' '), words.slice(1)]),
  ),
];

describe('the commands that the docs show, on a drain that runs', () => {
  let scenario: Scenario;
  let leaving: string;
  beforeAll(async () => {
    quietRuntime();
    scenario = await startScenario({ spec: { lifecycleHooks: ['drain'] }, permissions: 'all' });
    const world = scenario.createWorld({ standalone: [{ family: 'batch' }] });
    leaving = world.instanceIds[0] ?? '';
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
  });
  afterAll(() => scenario.stop());

  /** As they are shown, but about what is there. */
  const here = (word: string): string =>
    word
      .replace('i-0123456789abcdef0', leaving)
      .replace('123456789012', scenario.aws.accountId)
      .replace('eu-central-1', scenario.aws.region);

  it('are several', () => {
    expect(commands.length).toBeGreaterThan(4);
  });

  it.each(commands)('%s', async (_line, args) => {
    const running = startCli(args.map(here), { env: { TEMPORAL_ADDRESS: scenario.temporalAddress } });
    if (args.includes('--watch')) {
      await running.untilPrints((stdout) => stdout.includes(leaving));
      running.ctrlC();
    }
    const { exitCode, stdout, stderr } = await running.ended;
    // The doctor may find something to be fixed here, and says so in its own words.
    const good = args[0] === 'doctor' ? [0, 9] : [0];
    expect({ isGood: good.includes(exitCode), exitCode, stderr }).toMatchObject({ isGood: true });
    expect(stdout).not.toBe('');
  });
});
