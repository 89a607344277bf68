import { drainIdOf } from '../../../src/workflows/drain.api';
import { personIn } from '../../support/person';
import { record } from '../support/record';

record({}, async (scenario) => {
  const person = personIn(scenario);
  try {
    const { instanceIds } = scenario.createWorld({
      cluster: 'on-request',
      instances: 2,
      services: [{ name: 'web', desiredCount: 2, stopSeconds: 1 }],
      selfStarted: { 'node-agent': {} },
    });
    const [asked = ''] = instanceIds;
    await person.askForDrain(asked, 'return-to-active');
    await scenario.drain(asked).result();
    return { 'on-request': { workflowId: drainIdOf(asked, scenario.aws) } };
  } finally {
    person.leave();
  }
});
