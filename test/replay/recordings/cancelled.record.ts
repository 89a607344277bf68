import { WorkflowFailedError } from '@temporalio/client';
import { drainIdOf } from '../../../src/workflows/drain.api';
import { record } from '../support/record';

record({}, async (scenario) => {
  const { instanceIds } = scenario.createWorld({ cluster: 'cancelled', standalone: [{ family: 'batch' }] });
  const [leaving = ''] = instanceIds;
  await scenario.terminate(leaving);
  await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
  await scenario.drain(leaving).cancel();
  await expect(scenario.result(leaving)).rejects.toBeInstanceOf(WorkflowFailedError);
  return { cancelled: { workflowId: drainIdOf(leaving, scenario.aws) } };
});
