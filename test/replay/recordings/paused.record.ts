import { pauseAll, resumeAll } from '../../../src/temporal/limits';
import { drainIdOf } from '../../../src/workflows/drain.api';
import { limitsIdOf } from '../../../src/workflows/limits.api';
import { record } from '../support/record';

record({}, async (scenario) => {
  const { instanceIds } = scenario.createWorld({ cluster: 'paused', standalone: [{ family: 'batch' }] });
  const [leaving = ''] = instanceIds;
  await scenario.terminate(leaving);
  await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
  await pauseAll(scenario.client, scenario.aws, { by: 'ana', reason: 'an incident' });
  await scenario.untilStatus(leaving, ({ reason }) => reason === 'AllPaused');
  await scenario.endTasks('batch');
  await resumeAll(scenario.client, scenario.aws, { by: 'bo', reason: 'over' });
  await scenario.result(leaving);
  const limits = limitsIdOf(scenario.aws);
  await scenario.client.workflow.getHandle(limits).result();
  return {
    paused: { workflowId: drainIdOf(leaving, scenario.aws) },
    'paused-limits': { workflowId: limits },
  };
});
