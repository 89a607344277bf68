import type { RecordEntry } from '@ecs-drain/local-aws';
import { handleEvent } from '../../src/starter/handle-event';
import { TemporalLink } from '../../src/starter/temporal-link';
import { hookName, patienceMs, startScenario, type Scenario } from '../support/scenario';
import { quietHost } from '../support/starter-host';
import { swept } from '../support/swept';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';

describe("a notification that outlives Lambda's retries while Temporal does not answer", () => {
  let scenario: Scenario;
  let proxy: TcpProxy;
  let link: TemporalLink;
  beforeAll(async () => {
    scenario = await startScenario({
      aws: { lambda: { retryDelaysSeconds: [0.1, 0.2] } },
      spec: { lifecycleHooks: [hookName] },
    });
    proxy = await startTcpProxy(scenario.temporalAddress);
    link = new TemporalLink(() =>
      Promise.resolve({ namespace: 'default', connectionOptions: { address: proxy.address } }),
    );
  });
  afterAll(async () => {
    await link.close();
    await proxy.close();
    await scenario.stop();
  });

  it('is a dead letter, and the sweep drains the instance, with one completion of its action', async () => {
    const { aws } = scenario;
    const functionArn = aws.lambda.register('starter-without-temporal', (event) =>
      handleEvent(event, { ...quietHost(scenario.client), temporal: link }, Date.now() + 1_500),
    );
    const world = scenario.createWorld({
      instances: 2,
      services: [{ name: 'web', desiredCount: 2, stopSeconds: 0.5 }],
      hooks: [{ name: hookName, notify: functionArn }],
    });
    const [leaving = ''] = world.instanceIds;
    proxy.fallSilent();
    await scenario.terminate(leaving);
    await aws.record.until((entry) => entry.kind === 'lambda' && entry.change.what === 'dead-letter', {
      timeoutMs: patienceMs,
    });
    await expect(scenario.drain(leaving).describe()).rejects.toThrow('not found');

    await expect(swept(scenario)).resolves.toMatchObject({ waiting: 1 });
    await expect(scenario.drain(leaving).result()).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
    expect(aws.record.entries.filter(isCompletion)).toMatchObject([{ change: { result: 'CONTINUE' } }]);
    expect(scenario.findings()).toEqual([]);
  });
});

const isCompletion = (entry: RecordEntry): boolean =>
  entry.kind === 'lifecycle-action' && entry.change.what === 'completed';
