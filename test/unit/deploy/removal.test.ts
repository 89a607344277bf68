import { deployed, deploymentNames, type DeploymentName } from '../../support/deploy/deployments';
import type { ResolvedTemplate } from '../../support/deploy/resolve-template';

/** What CloudFormation deletes after a resource: all that it depends on, and what these depend on. */
function outlivedBy({ resources }: ResolvedTemplate, name: string, known = new Set<string>()): Set<string> {
  for (const other of resources[name]?.dependsOn ?? []) {
    if (known.has(other)) continue;
    known.add(other);
    outlivedBy({ resources, outputs: {} }, other, known);
  }
  return known;
}

const hooksOf = ({ resources }: ResolvedTemplate): string[] =>
  Object.keys(resources).filter((name) => resources[name]?.Type === 'AWS::AutoScaling::LifecycleHook');

const withHooks: readonly DeploymentName[] = ['on Fargate', 'on instances, with all that there is'];

describe('with the stack', () => {
  it.each(withHooks)('hooks are deleted before all that serves them: %s', (name) => {
    const stack = deployed(name);
    expect(hooksOf(stack).length).toBeGreaterThan(0);
    for (const hook of hooksOf(stack))
      expect([...outlivedBy(stack, hook)]).toEqual(
        expect.arrayContaining([
          'Topic',
          'TopicPolicy',
          'HookRole',
          'StarterSubscription',
          'StarterFromTopic',
          'Starter',
          'StarterRole',
          'DeadLetters',
          'WorkerService',
          'WorkerTask',
          'WorkerRole',
          'WorkerExecutionRole',
          'SecurityGroup',
        ]),
      );
  });

  it('hooks are deleted before what serves them where the workers are no part of it', () => {
    const stack = deployed('in shadow, on hosts, with as little as there may be', {
      AutoScalingGroupNames: 'web',
    });
    expect([...outlivedBy(stack, 'Hookweb')]).toEqual(
      expect.arrayContaining(['TopicPolicy', 'StarterSubscription', 'WorkerRole']),
    );
  });

  it.each(deploymentNames)('nothing depends on a hook: %s', (name) => {
    const stack = deployed(name);
    const hooks = hooksOf(stack);
    const dependents = Object.values(stack.resources).flatMap(({ dependsOn }) => dependsOn);
    expect(dependents.filter((other) => hooks.includes(other))).toEqual([]);
  });
});

describe('a hook', () => {
  it('is made for each group, whatever its name is', () => {
    const stack = deployed('on Fargate', { AutoScalingGroupNames: 'web,batch-jobs,a.b_c' });
    expect(hooksOf(stack).map((hook) => stack.resources[hook]?.Properties['AutoScalingGroupName'])).toEqual([
      'web',
      'batch-jobs',
      'a.b_c',
    ]);
  });

  it('does not delay terminations for longer than it has to in shadow, where nobody completes it', () => {
    const timeout = (Mode: string) =>
      deployed('on Fargate', { Mode }).resources['Hookweb']?.Properties['HeartbeatTimeout'];
    expect([timeout('shadow'), timeout('live')]).toEqual([30, '3600']);
  });

  it('leaves other hooks alone in shadow, where it always times out: ABANDON would end them', () => {
    const result = (Mode: string) =>
      deployed('on Fargate', { Mode, HookDefaultResult: 'ABANDON' }).resources['Hookweb']?.Properties[
        'DefaultResult'
      ];
    expect([result('shadow'), result('live')]).toEqual(['CONTINUE', 'ABANDON']);
  });
});
