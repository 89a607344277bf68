import { drainIdOf } from '../../../src/workflows/drain.api';
import { ourHook } from '../../support/our-hook';
import { record } from '../support/record';

record({}, async (scenario) => {
  const { instanceIds } = scenario.createWorld({
    cluster: 'deadline',
    hooks: [ourHook(scenario, { deadlineSeconds: 6 })],
    standalone: [
      { family: 'stuck', ignoreSigterm: true, stopTimeoutSeconds: 120 },
      { family: 'polite', stopTimeoutSeconds: 120, stopSeconds: 1 },
    ],
  });
  const [leaving = ''] = instanceIds;
  await scenario.terminate(leaving);
  await scenario.result(leaving);
  return { deadline: { workflowId: drainIdOf(leaving, scenario.aws) } };
});
