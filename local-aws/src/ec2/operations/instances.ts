import { z } from 'zod';
import type { Ec2 } from '../ec2';
import { ec2Errors } from '../errors';
import { filters, passes, type ValuesOf } from '../filters';
import type { Ec2Instance } from '../state';
import { instanceShape, stateShape } from '../wire';
import { findInstances, operation, type Operations, pageOf, paging } from './define';

const ids = z.array(z.string()).min(1);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
const valuesOf: ValuesOf<Ec2Instance> = (instance, filter) => {
  if (filter.startsWith('tag:')) return [instance.tags.get(filter.slice(4))];
  switch (filter) {
    case 'instance-id':
      return [instance.id];
    case 'instance-state-name':
      return [instance.state];
    case 'instance-state-code':
      return [String(stateShape(instance.state).code)];
    case 'instance-lifecycle':
      return [instance.spotRequest && 'spot'];
    case 'spot-instance-request-id':
      return [instance.spotRequest?.id];
    case 'availability-zone':
      return [instance.availabilityZone];
    case 'tag-key':
      return [...instance.tags.keys()];
    default:
      return undefined;
  }
};

export const instanceOperations = (ec2: Ec2): Operations => {
  /** Does it to each instance, and answers what each was and is. */
  const change = (instanceIds: readonly string[], what: (id: string) => void) => ({
    instancesSet: findInstances(ec2, instanceIds).map((instance) => {
      const previousState = stateShape(instance.state);
      what(instance.id);
      return { instanceId: instance.id, previousState, currentState: stateShape(instance.state) };
    }),
  });
  /** @throws where one of them is in another state */
  const needState = (instanceIds: readonly string[], states: readonly Ec2Instance['state'][]): void => {
    const wrong = findInstances(ec2, instanceIds).find(({ state }) => !states.includes(state));
    if (wrong) throw ec2Errors.incorrectState(wrong.id);
  };

  return {
    DescribeInstances: operation(
      z.object({ InstanceId: z.array(z.string()).optional(), Filter: filters, ...paging }),
      (input) => {
        const candidates = input.InstanceId
          ? findInstances(ec2, input.InstanceId)
          : [...ec2.instances.values()];
        const { items, nextToken } = pageOf(candidates.filter(passes(input.Filter, valuesOf)), input);
        const reservationSet = items.map((instance) => ({
          reservationId: `r-${instance.id.slice(2)}`,
          ownerId: ec2.env.accountId,
          instancesSet: [instanceShape(instance)],
        }));
        return { reservationSet, nextToken };
      },
    ),

    DescribeInstanceAttribute: operation(
      z.object({
        InstanceId: z.string(),
        Attribute: z.literal('userData', 'local-aws answers the attribute userData only.'),
      }),
      (input) => {
        const [instance] = findInstances(ec2, [input.InstanceId]);
        return { instanceId: input.InstanceId, userData: { value: instance?.userData } };
      },
    ),

    /** Nothing delays it: lifecycle hooks do not. */
    TerminateInstances: operation(z.object({ InstanceId: ids }), (input) =>
      change(input.InstanceId, (id) => ec2.terminate(id)),
    ),

    /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html */
    StopInstances: operation(z.object({ InstanceId: ids }), (input) => {
      needState(input.InstanceId, ['pending', 'running', 'stopping', 'stopped']);
      return change(input.InstanceId, (id) => ec2.stop(id));
    }),

    /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartInstances.html */
    StartInstances: operation(z.object({ InstanceId: ids }), (input) => {
      needState(input.InstanceId, ['pending', 'running', 'stopped']);
      return change(input.InstanceId, (id) => ec2.start(id));
    }),
  };
};
