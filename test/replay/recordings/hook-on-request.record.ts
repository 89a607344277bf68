import { drainIdOf } from '../../../src/workflows/drain.api';
import { personIn } from '../../support/person';
import { record } from '../support/record';

record({}, async (scenario) => {
  const person = personIn(scenario);
  try {
    const { instanceIds } = scenario.createWorld({
      cluster: 'hook-on-request',
      standalone: [{ family: 'batch' }],
    });
    const [leaving = ''] = instanceIds;
    await person.askForDrain(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ heartbeats }) => heartbeats > 0);
    await scenario.endTasks('batch');
    await scenario.result(leaving);
    return { 'hook-on-request': { workflowId: drainIdOf(leaving, scenario.aws) } };
  } finally {
    person.leave();
  }
});
