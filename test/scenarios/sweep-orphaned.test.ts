import { personIn, type Person } from '../support/person';
import { hookName, startScenario, type Scenario } from '../support/scenario';
import { swept } from '../support/swept';

describe('a container instance that is DRAINING', () => {
  let scenario: Scenario;
  let person: Person;
  beforeAll(async () => {
    scenario = await startScenario({ spec: { lifecycleHooks: [hookName] }, clusters: ['web', 'batch'] });
    person = personIn(scenario);
  });
  afterAll(async () => {
    person.leave();
    await scenario.stop();
  });

  it('is reported where nobody drains or terminates it, in our clusters, and nothing is done to it', async () => {
    const web = scenario.createWorld({ cluster: 'web', instances: 4 });
    const batch = scenario.createWorld({ cluster: 'batch', standalone: [{ family: 'nightly' }] });
    const foreign = scenario.createWorld({ cluster: 'foreign' });
    const [byHand = '', onRequest = '', terminating = ''] = web.instanceIds;
    const [drained = ''] = batch.instanceIds;
    const [elsewhere = ''] = foreign.instanceIds;
    await person.setStatus(web, byHand, 'DRAINING');
    await person.setStatus(foreign, elsewhere, 'DRAINING');
    await person.askForDrain(onRequest);
    await expect(scenario.drain(onRequest).result()).resolves.toMatchObject({
      outcome: 'drained-on-request',
    });
    await scenario.terminate(drained);
    await scenario.untilStatus(drained, ({ phase }) => phase === 'wait-for-tasks');
    // Its message is lost and its DRAINING somebody else's: Auto Scaling terminates it all the same.
    scenario.aws.faults.add({ kind: 'notification-lost' });
    await person.setStatus(web, terminating, 'DRAINING');
    await scenario.terminate(terminating);
    const before = scenario.aws.record.entries.length;

    const { started, orphaned } = await swept(scenario);
    expect(started).toMatchObject([{ ec2InstanceId: terminating }]);
    const reported = Object.fromEntries(
      orphaned.map(({ ec2InstanceId, ...instance }) => [ec2InstanceId, instance]),
    );
    expect(reported).toEqual({
      [byHand]: {
        clusterArn: expect.stringMatching(/cluster\/web$/) as string,
        containerInstanceArn: web.containerInstance(byHand).arn,
      },
      [onRequest]: expect.objectContaining({ lastDrain: 'drained-on-request' }) as unknown,
    });
    const changed = scenario.aws.record.entries
      .slice(before)
      .filter(
        (entry) => entry.kind === 'container-instance' && [byHand, onRequest].includes(entry.ec2InstanceId),
      );
    expect(changed).toEqual([]);
    await scenario.endTasks('nightly');
    await Promise.all([drained, terminating].map((id) => scenario.drain(id).result()));
  });
});
