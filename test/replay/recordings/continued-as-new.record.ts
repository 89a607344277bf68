import { drainSearchAttributes } from '../../../dev/temporal/drain-search-attributes';
import { startTemporalServer } from '../../../dev/temporal/temporal-server';
import { drainIdOf } from '../../../src/workflows/drain.api';
import { startScenario } from '../../support/scenario';
import { saveHistories } from '../support/record';

it('is recorded', async () => {
  // Four observations' worth, instead of the thousands of events after which a server asks for a new run.
  const server = await startTemporalServer({
    searchAttributes: drainSearchAttributes,
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': '40' },
  });
  const scenario = await startScenario({ temporalAddress: server.address });
  try {
    const { instanceIds } = scenario.createWorld({
      cluster: 'long',
      standalone: [{ family: 'batch', runSeconds: 6 }],
      selfStarted: { 'node-agent': {} },
    });
    const [leaving = ''] = instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    const workflowId = drainIdOf(leaving, scenario.aws);
    const { runId } = await scenario.drain(leaving).describe();
    await scenario.result(leaving);
    await saveHistories(scenario.client, {
      'continued-as-new': { workflowId, runId },
      'continued-as-new-last': { workflowId },
    });
  } finally {
    await scenario.stop();
    await server.stop();
  }
});
