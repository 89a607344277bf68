import { drainIdOf } from '../../../src/workflows/drain.api';
import { limitsIdOf } from '../../../src/workflows/limits.api';
import { record } from '../support/record';

record({ spec: { maxConcurrentDrains: 1 }, outcomeTopic: 'outcomes' }, async (scenario) => {
  const { instanceIds } = scenario.createWorld({
    cluster: 'permit',
    instances: 3,
    services: [{ name: 'web', desiredCount: 3, stopSeconds: 1 }],
  });
  const [first = '', second = ''] = instanceIds;
  await scenario.terminate(first);
  await scenario.untilStatus(first, ({ phase }) => phase === 'wait-for-tasks');
  await scenario.terminate(second);
  await scenario.untilStatus(second, ({ reason }) => reason === 'AwaitingPermit');
  await Promise.all([scenario.result(first), scenario.result(second)]);
  const limits = limitsIdOf(scenario.aws);
  await scenario.client.workflow.getHandle(limits).result();
  return {
    permit: { workflowId: drainIdOf(first, scenario.aws) },
    'permit-awaited': { workflowId: drainIdOf(second, scenario.aws) },
    'permit-limits': { workflowId: limits },
  };
});
