import type { Ec2 } from '../../ec2/ec2';
import { type Action, type Actions, type Input, withoutResources } from './action';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export function ec2Actions({ env, instances }: Ec2): Actions {
  const { accountId, region } = env;
  const keys = { 'ec2:Region': region };
  const arn = (resource: string) => `arn:aws:ec2:${region}:${accountId}:${resource}`;
  const described = withoutResources(keys);
  const onInstances = (ids: (input: Input) => readonly string[]): Action => ({
    resourceType: 'instance',
    keys: [...Object.keys(keys), 'ec2:ResourceTag/${TagKey}', 'aws:ResourceTag/${TagKey}'],
    asks: (input) =>
      ids(input).map((id) => ({
        arn: arn(`instance/${id}`),
        keys: { ...keys, ...tagKeys(instances.get(id)?.tags ?? new Map()) },
      })),
  });
  const change = onInstances((input) => input.texts('InstanceId'));
  return {
    CreateLaunchTemplate: {
      resourceType: 'launch-template',
      keys: Object.keys(keys),
      asks: () => [{ arn: arn('launch-template/*'), keys }],
    },
    DescribeInstanceAttribute: onInstances((input) => [input.text('InstanceId') ?? '*']),
    DescribeInstanceStatus: described,
    DescribeInstances: described,
    DescribeSpotInstanceRequests: described,
    DescribeTags: described,
    StartInstances: change,
    StopInstances: change,
    TerminateInstances: change,
  };
}

const tagKeys = (tags: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries(
    [...tags].flatMap(([key, value]) => [
      [`ec2:ResourceTag/${key}`, value],
      [`aws:ResourceTag/${key}`, value],
    ]),
  );
