import { z } from 'zod';
import { operationFactory, page, type Service } from '../service';
import type { Ec2, Ec2Instance } from './ec2';
import { ec2Errors } from './errors';
import { matches, passes } from './filters';
import { instanceShape, stateShape } from './wire';

export const ec2Api = {
  version: '2016-11-15',
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
} as const;

const operation = operationFactory(ec2Errors.invalidParameter);

const filters = z.array(z.object({ Name: z.string(), Value: z.array(z.string()).default([]) })).default([]);
const integer = z.string().regex(/^\d+$/).transform(Number);

/** EC2 as far as drain tools read it: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html */
export function ec2Service(ec2: Ec2): Service {
  /** @throws for ids that are none, or of no instance */
  const find = (ids: readonly string[]): Ec2Instance[] => {
    const malformed = ids.find((id) => !/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
    if (malformed !== undefined) throw ec2Errors.malformedInstanceId(malformed);
    const missing = ids.filter((id) => !ec2.instances.has(id));
    if (missing.length > 0 && ec2.env.rules.holds('unknown-instances-are-errors')) {
      throw ec2Errors.instanceNotFound(missing);
    }
    return ids.flatMap((id) => ec2.instances.get(id) ?? []);
  };

  return {
    name: 'ec2',
    operations: {
      DescribeInstances: operation(
        z.object({
          InstanceId: z.array(z.string()).optional(),
          Filter: filters,
          MaxResults: integer.pipe(z.int().min(5).max(1000)).default(1000),
          NextToken: z.string().optional(),
        }),
        (input) => {
          const candidates = input.InstanceId ? find(input.InstanceId) : [...ec2.instances.values()];
          const found = candidates.filter((instance) => passes(instance, input.Filter));
          const invalid = () => ec2Errors.invalidParameter('Invalid NextToken.');
          const { items, nextToken } = page(found, input.NextToken, input.MaxResults, invalid);
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
          const [instance] = find([input.InstanceId]);
          return { instanceId: input.InstanceId, userData: { value: instance?.userData } };
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
        const members = {
          'resource-id': 'resourceId',
          'resource-type': 'resourceType',
          key: 'key',
          value: 'value',
        } as const;
        const tagSet = tags.filter((tag) =>
          input.Filter.every(({ Name, Value }) => {
            if (Name in members) {
              // The check above says that it is one of them.
              return matches(Value, tag[members[Name as keyof typeof members]]);
            }
            throw ec2Errors.invalidParameter(`The filter '${Name}' is invalid`);
          }),
        );
        return { tagSet };
      }),

      /** Nothing delays it: lifecycle hooks do not. */
      TerminateInstances: operation(z.object({ InstanceId: z.array(z.string()).min(1) }), (input) => {
        const instancesSet = find(input.InstanceId).map((instance) => {
          const previousState = stateShape(instance.state);
          ec2.terminate(instance.id);
          return { instanceId: instance.id, previousState, currentState: stateShape(instance.state) };
        });
        return { instancesSet };
      }),

      CreateLaunchTemplate: operation(
        z.object({
          LaunchTemplateName: z.string().min(3).max(128),
          LaunchTemplateData: z.object({ UserData: z.base64().optional() }).default({}),
        }),
        (input) => {
          if (ec2.findLaunchTemplate(input.LaunchTemplateName)) throw ec2Errors.templateExists();
          const template = ec2.createLaunchTemplate(
            input.LaunchTemplateName,
            input.LaunchTemplateData.UserData,
          );
          return {
            launchTemplate: {
              launchTemplateId: template.id,
              launchTemplateName: template.name,
              createTime: new Date(template.createdAtMs),
              defaultVersionNumber: 1,
              latestVersionNumber: 1,
            },
          };
        },
      ),
    },
    throttle: () => undefined,
    unknownOperation: ec2Errors.unknownOperation,
  };
}
