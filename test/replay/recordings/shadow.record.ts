import { drainIdOf } from '../../../src/workflows/drain.api';
import { personIn } from '../../support/person';
import { hookName } from '../../support/scenario';
import { record } from '../support/record';

record({ spec: { mode: 'shadow' } }, async (scenario) => {
  const person = personIn(scenario);
  try {
    const world = scenario.createWorld({ cluster: 'shadow', standalone: [{ family: 'batch' }] });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ planned }) => planned.length === 1);
    await person.setStatus(world, leaving, 'DRAINING');
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    await scenario.endTasks('batch');
    await scenario.untilStatus(leaving, ({ planned }) => planned.length === 2);
    await person.completeAction(world, leaving, hookName);
    await scenario.drain(leaving).result();
    return { shadow: { workflowId: drainIdOf(leaving, scenario.aws) } };
  } finally {
    person.leave();
  }
});
