import { startTemporalServer, type TemporalServer } from '../../dev/temporal/temporal-server';
import {
  type Operator,
  registerSearchAttributes,
  searchAttributeNames,
} from '../../src/temporal/setup/search-attributes';
import type { drainInstance } from '../../src/workflows/drain';
import { drainIdOf, noticeSignal } from '../../src/workflows/drain.api';
import { personIn, type Person } from '../support/person';
import { startScenario, type Scenario } from '../support/scenario';

describe('in a namespace that nobody set up', () => {
  let server: TemporalServer;
  let scenario: Scenario;
  let person: Person;
  beforeAll(async () => {
    server = await startTemporalServer();
    scenario = await startScenario({ temporalAddress: server.address });
    person = personIn(scenario);
  });
  afterAll(async () => {
    person.leave();
    await scenario.stop();
    await server.stop();
  });

  it('a start fails with what to do, a drain begun by hand is not stuck, and setting up fixes it', async () => {
    const [first = '', second = ''] = scenario.createWorld({ instances: 2 }).instanceIds;
    await expect(person.askForDrain(first)).rejects.toThrow(/ecs-drain setup/);
    await expect(scenario.drain(first).describe()).rejects.toThrow();

    await scenario.client.workflow.signalWithStart<typeof drainInstance, [unknown]>('drainInstance', {
      workflowId: drainIdOf(second, scenario.aws),
      taskQueue: scenario.taskQueue,
      args: [{ ec2InstanceId: second }],
      signal: noticeSignal.name,
      signalArgs: [
        {
          kind: 'operator-request',
          ec2InstanceId: second,
          by: 'ann',
          reason: 'by hand',
          afterwards: 'stay-draining',
        },
      ],
    });
    await expect(scenario.drain(second).result()).resolves.toMatchObject({ outcome: 'drained-on-request' });

    await expect(registerSearchAttributes(server.client.connection as Operator, 'default')).resolves.toEqual({
      added: searchAttributeNames,
      already: [],
    });
    await person.askForDrain(first);
    await expect(scenario.drain(first).result()).resolves.toMatchObject({ outcome: 'drained-on-request' });
  });

  it('setting up twice changes nothing', async () => {
    await registerSearchAttributes(server.client.connection, 'default');
    await expect(registerSearchAttributes(server.client.connection as Operator, 'default')).resolves.toEqual({
      added: [],
      already: searchAttributeNames,
    });
  });
});
