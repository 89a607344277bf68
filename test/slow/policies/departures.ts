/** Ways in which an instance leaves, each of which needs some of the worker's permissions. */
import { AutoScalingClient, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import type { WorldSpec } from '@ecs-drain/local-aws';
import { announcements, sendToStarter } from '../../support/event-rules';
import { ourHook } from '../../support/our-hook';
import { personIn } from '../../support/person';
import { hookName, type Scenario } from '../../support/scenario';

/** Has an instance of a new cluster and group of this name leave; answers its EC2 id. */
export type Departure = (scenario: Scenario, name: string) => Promise<string>;

/** A service whose task has somewhere to go and takes a while, a daemon, and a task that the instance has started for itself. */
const withTasks = (name: string): Partial<WorldSpec> => ({
  cluster: name,
  instances: 2,
  services: [{ name: `${name}-web`, desiredCount: 2, stopSeconds: 3 }, { name: `${name}-logs` }],
  selfStarted: { [`${name}-agent`]: {} },
});

const oneOf = (scenario: Scenario, spec: Partial<WorldSpec>) => {
  const world = scenario.createWorld(spec);
  const [leaving = ''] = world.instanceIds;
  return { world: world, leaving };
};

/** Its group terminates it. */
export const terminated: Departure = async (scenario, name) => {
  const { leaving } = oneOf(scenario, withTasks(name));
  await scenario.terminate(leaving);
  return leaving;
};

/** Its group terminates it, and a job on it takes longer than its hook would wait without a heartbeat. */
export const terminatedUnderAJob: Departure = async (scenario, name) => {
  const { leaving } = oneOf(scenario, {
    cluster: name,
    hooks: [{ name: hookName, notify: scenario.starterArn, heartbeatTimeoutSeconds: 30 }],
    standalone: [{ family: `${name}-job`, runSeconds: 12 }],
  });
  await scenario.terminate(leaving);
  return leaving;
};

/** Its group, a capacity provider of the cluster, terminates it. */
export const terminatedByProvider: Departure = async (scenario, name) => {
  const { world: world, leaving } = oneOf(scenario, withTasks(name));
  const person = personIn(scenario);
  await person.provideCapacity(world, 'DISABLED');
  person.leave();
  await scenario.terminate(leaving);
  return leaving;
};

/** Its group terminates it, and would keep it where its drain is abandoned at a deadline. */
export const overdue: Departure = async (scenario, name) => {
  const { world: world, leaving } = oneOf(scenario, {
    cluster: name,
    hooks: [ourHook(scenario, { deadlineSeconds: 4, onDeadline: 'abandon' })],
    standalone: [{ family: `${name}-stuck`, ignoreSigterm: true, stopTimeoutSeconds: 120 }],
  });
  const person = new AutoScalingClient(scenario.accessAs('PERSON'));
  await person.send(
    new UpdateAutoScalingGroupCommand({
      AutoScalingGroupName: world.group,
      InstanceLifecyclePolicy: { RetentionTriggers: { TerminateHookAbandon: 'retain' } },
    }),
  );
  person.destroy();
  await scenario.terminate(leaving);
  return leaving;
};

/** EC2 reclaims it back, as it may with a spot instance. */
export const takenBack: Departure = async (scenario, name) => {
  await sendToStarter(scenario, announcements);
  const { leaving } = oneOf(scenario, { cluster: name, spot: true });
  scenario.aws.ec2.interrupt(leaving, { action: 'stop', noticeSeconds: 110 });
  return leaving;
};

/** Its hardware retires. */
export const retired: Departure = async (scenario, name) => {
  await sendToStarter(scenario, announcements);
  const { leaving } = oneOf(scenario, { cluster: name });
  const notBefore = new Date(Math.ceil(scenario.aws.clock.now() / 1000) * 1000 + 3_600_000);
  scenario.aws.ec2.scheduleChange([leaving], { code: 'instance-retirement', notBefore });
  return leaving;
};
