import { drainIdOf } from '../../../src/workflows/drain.api';
import { personIn } from '../../support/person';
import { hookName } from '../../support/scenario';
import { swept } from '../../support/swept';
import { sweepIdOf } from '../../../src/workflows/sweep.api';
import { record } from '../support/record';

record({ spec: { lifecycleHooks: [hookName] } }, async (scenario) => {
  const world = scenario.createWorld({ cluster: 'sweep', instances: 2 });
  const [leaving = '', left = ''] = world.instanceIds;
  const person = personIn(scenario);
  await person.setStatus(world, left, 'DRAINING');
  person.leave();
  scenario.aws.faults.add({ kind: 'notification-lost' });
  await scenario.terminate(leaving);
  await swept(scenario);
  await scenario.drain(leaving).result();
  return {
    sweep: { workflowId: sweepIdOf(scenario.aws) },
    'swept-drain': { workflowId: drainIdOf(leaving, scenario.aws) },
  };
});
