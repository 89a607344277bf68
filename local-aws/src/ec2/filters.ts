import { ec2Errors } from './errors';
import type { Ec2Instance } from './ec2';

export interface Filter {
  readonly Name: string;
  readonly Value: readonly string[];
}

/** An instance passes when every filter has a value that it has. */
export const passes = (instance: Ec2Instance, filters: readonly Filter[]): boolean =>
  filters.every(({ Name, Value }) => valuesOf(instance, Name).some((value) => matches(Value, value)));

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
function valuesOf(instance: Ec2Instance, filter: string): readonly string[] {
  if (filter.startsWith('tag:')) {
    const value = instance.tags.get(filter.slice(4));
    return value === undefined ? [] : [value];
  }
  switch (filter) {
    case 'instance-id':
      return [instance.id];
    case 'instance-state-name':
      return [instance.state];
    case 'availability-zone':
      return [instance.availabilityZone];
    case 'tag-key':
      return [...instance.tags.keys()];
    default:
      throw ec2Errors.invalidParameter(`The filter '${filter}' is invalid`);
  }
}

/** `*` stands for any characters, `?` for one. */
export const matches = (patterns: readonly string[], value: string): boolean =>
  patterns.some((pattern) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/\?/g, '.')}$`,
    ).test(value),
  );
