import { z } from 'zod';
import type { Ec2 } from '../ec2';
import { ec2Errors } from '../errors';
import { filters, passes, type ValuesOf } from '../filters';
import type { Ec2Instance, SpotRequest } from '../state';
import { instanceStatusShape, spotRequestShape, stateShape } from '../wire';
import { findInstances, operation, type Operations, pageOf, paging, queryBoolean } from './define';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotInstanceRequests.html */
const requestValues: ValuesOf<SpotRequest> = (request, filter) => {
  switch (filter) {
    case 'instance-id':
      return [request.instanceId];
    case 'spot-instance-request-id':
      return [request.id];
    case 'state':
      return [request.state];
    case 'status-code':
      return [request.status.code];
    default:
      return undefined;
  }
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
const statusValues: ValuesOf<Ec2Instance> = (instance, filter) => {
  switch (filter) {
    case 'availability-zone':
      return [instance.availabilityZone];
    case 'event.code':
      return instance.changes.map(({ code }) => code);
    case 'event.instance-event-id':
      return instance.changes.map(({ id }) => id);
    case 'instance-state-code':
      return [String(stateShape(instance.state).code)];
    case 'instance-state-name':
      return [instance.state];
    default:
      return undefined;
  }
};

const tagValues: ValuesOf<Readonly<Record<'resourceId' | 'resourceType' | 'key' | 'value', string>>> = (
  tag,
  filter,
) => {
  switch (filter) {
    case 'resource-id':
      return [tag.resourceId];
    case 'resource-type':
      return [tag.resourceType];
    case 'key':
      return [tag.key];
    case 'value':
      return [tag.value];
    default:
      return undefined;
  }
};

export const readOperations = (ec2: Ec2): Operations => {
  const findRequests = (ids: readonly string[]): SpotRequest[] =>
    ids.map((id) => {
      const request = ec2.spotRequests.all.get(id);
      if (!request) throw ec2Errors.spotRequestNotFound(id);
      return request;
    });

  return {
    DescribeSpotInstanceRequests: operation(
      z.object({ SpotInstanceRequestId: z.array(z.string()).optional(), Filter: filters, ...paging }),
      (input) => {
        const candidates = input.SpotInstanceRequestId
          ? findRequests(input.SpotInstanceRequestId)
          : [...ec2.spotRequests.all.values()];
        const { items, nextToken } = pageOf(candidates.filter(passes(input.Filter, requestValues)), input);
        return { spotInstanceRequestSet: items.map(spotRequestShape), nextToken };
      },
    ),

    DescribeInstanceStatus: operation(
      z.object({
        InstanceId: z.array(z.string()).optional(),
        IncludeAllInstances: queryBoolean.default(false),
        Filter: filters,
        ...paging,
      }),
      (input) => {
        if (input.InstanceId && input.MaxResults !== undefined) {
          throw ec2Errors.invalidCombination(
            'The parameter instancesSet cannot be used with the parameter maxResults',
          );
        }
        const isAll = input.IncludeAllInstances || !ec2.env.rules.holds('statuses-are-of-running-instances');
        const candidates = input.InstanceId
          ? findInstances(ec2, input.InstanceId)
          : [...ec2.instances.values()];
        const found = candidates
          .filter(({ state }) => isAll || state === 'running')
          .filter(passes(input.Filter, statusValues));
        const { items, nextToken } = pageOf(found, input);
        return { instanceStatusSet: items.map(instanceStatusShape), nextToken };
      },
    ),

    DescribeTags: operation(z.object({ Filter: filters }), (input) => {
      const tags = [...ec2.instances.values()].flatMap((instance) =>
        [...instance.tags].map(([key, value]) => ({
          resourceId: instance.id,
          resourceType: 'instance',
          key,
          value,
        })),
      );
      return { tagSet: tags.filter(passes(input.Filter, tagValues)) };
    }),
  };
};
