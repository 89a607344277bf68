import { drainIdOf } from '../../../src/workflows/drain.api';
import { record } from '../support/record';

record({}, async (scenario) => {
  const { instanceIds } = scenario.createWorld({
    cluster: 'main-job',
    instances: 2,
    services: [{ name: 'web', desiredCount: 2, stopSeconds: 1 }, { name: 'log-router' }],
    standalone: [{ family: 'batch', runSeconds: 4 }],
    selfStarted: { 'node-agent': {} },
    hooks: [{ name: 'drain', notify: scenario.starterArn, heartbeatTimeoutSeconds: 30 }],
  });
  const [leaving = ''] = instanceIds;
  await scenario.terminate(leaving);
  await scenario.result(leaving);
  return { 'main-job': { workflowId: drainIdOf(leaving, scenario.aws) } };
});
