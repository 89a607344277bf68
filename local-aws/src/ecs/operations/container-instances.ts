import { z } from 'zod';
import { idOf, instanceOrTaskArn } from '../arns';
import type { Rules } from '../../rules';
import type { Ecs } from '../ecs';
import { ecsErrors } from '../errors';
import { parseFilter } from '../filter';
import { findCluster, findInstance } from '../find';
import type { Cluster, ContainerInstance } from '../state';
import { containerInstanceShape, failure } from '../wire';
import { batch, include, operation, type Operations, pageOf, paging } from './define';

const cluster = z.string().optional();

/** The document that EC2 gives its instances; its signature is not checked. */
const identityDocument = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('Must be an instance identity document.');
      return z.NEVER;
    }
  })
  .pipe(z.object({ instanceId: z.string().regex(/^i-[0-9a-f]+$/), availabilityZone: z.string().optional() }));

const registerInput = z.object({
  cluster,
  instanceIdentityDocument: identityDocument,
  containerInstanceArn: z.string().optional(),
  totalResources: z.array(z.object({ name: z.string(), integerValue: z.int().optional() })).default([]),
  attributes: z.array(z.object({ name: z.string(), value: z.string().optional() })).default([]),
});

export const containerInstanceOperations = (ecs: Ecs): Operations => {
  const shape = (instance: ContainerInstance) => containerInstanceShape(ecs.env.rules, instance);
  /** Looks up each reference; what is not there is a failure, not an error. */
  const lookUp = (within: Cluster, references: readonly string[]) => {
    const found: ContainerInstance[] = [];
    const failures: object[] = [];
    for (const reference of references) {
      const instance = findInstance(within, reference);
      if (instance) found.push(instance);
      else failures.push(failure(arnOf(within, reference), 'MISSING'));
    }
    return { found, failures };
  };
  const arnOf = (within: Cluster, reference: string): string =>
    reference.startsWith('arn:')
      ? reference
      : instanceOrTaskArn(ecs.env, 'container-instance', within.name, reference, 'long');

  return {
    /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListContainerInstances.html */
    ListContainerInstances: operation(
      z.object({
        cluster,
        filter: z.string().optional(),
        status: z
          .enum(['ACTIVE', 'DRAINING', 'REGISTERING', 'DEREGISTERING', 'REGISTRATION_FAILED'])
          .optional(),
        ...paging,
      }),
      (input) => {
        const matches = input.filter === undefined ? () => true : parseFilter(input.filter);
        const listed = [...findCluster(ecs.state, input.cluster).instances.values()].filter(
          (instance) =>
            (input.status === undefined
              ? instance.status !== 'INACTIVE'
              : instance.status === input.status) && matches(instance),
        );
        const { items, nextToken } = pageOf(ecs.env.rules, listed, input);
        return { containerInstanceArns: items.map(({ arn }) => arn), nextToken };
      },
    ),

    /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html */
    DescribeContainerInstances: operation(
      z.object({
        cluster,
        containerInstances: batch(ecs.env.rules, 'Container instances', 100),
        include: include('CONTAINER_INSTANCE_HEALTH', 'TAGS'),
      }),
      (input) => {
        const { found, failures } = lookUp(findCluster(ecs.state, input.cluster), input.containerInstances);
        return { containerInstances: found.map(shape), failures };
      },
    ),

    /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateContainerInstancesState.html */
    UpdateContainerInstancesState: operation(
      z.object({
        cluster,
        containerInstances: batch(ecs.env.rules, 'Container instances', 10),
        status: z.enum(['ACTIVE', 'DRAINING'], 'The status must be ACTIVE or DRAINING.'),
      }),
      (input) => {
        const { found, failures } = lookUp(findCluster(ecs.state, input.cluster), input.containerInstances);
        const updated: ContainerInstance[] = [];
        for (const instance of found) {
          if (canBecome(ecs.env.rules, instance, input.status)) {
            ecs.hosts.setStatus(instance, input.status);
            updated.push(instance);
          } else {
            const detail = `The container instance is ${instance.status}.`;
            failures.push({ ...failure(instance.arn, 'INACTIVE'), detail });
          }
        }
        return { containerInstances: updated.map(shape), failures };
      },
    ),

    /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterContainerInstance.html */
    RegisterContainerInstance: operation(registerInput, (input) => {
      const within = findCluster(ecs.state, input.cluster);
      if (input.containerInstanceArn !== undefined) {
        const known = findInstance(within, input.containerInstanceArn);
        if (!known) throw ecsErrors.client('The referenced container instance was not found.');
        ecs.hosts.reconnectAgent(known);
        return { containerInstance: shape(known) };
      }
      const resource = (name: string) =>
        input.totalResources.find((each) => each.name === name)?.integerValue;
      const registered = ecs.hosts.register(within, {
        ec2InstanceId: input.instanceIdentityDocument.instanceId,
        availabilityZone: input.instanceIdentityDocument.availabilityZone ?? `${ecs.env.region}a`,
        arnFormat: 'long',
        cpu: resource('CPU') ?? 0,
        memoryMiB: resource('MEMORY') ?? 0,
        attributes: input.attributes,
      });
      return { containerInstance: shape(registered) };
    }),

    /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterContainerInstance.html */
    DeregisterContainerInstance: operation(
      z.object({ cluster, containerInstance: z.string(), force: z.boolean().default(false) }),
      (input) => {
        const instance = findInstance(findCluster(ecs.state, input.cluster), input.containerInstance);
        if (!instance) {
          throw ecsErrors.invalidParameter(
            `Referenced container instance ${idOf(input.containerInstance)} not found.`,
          );
        }
        const isRefused = ecs.env.rules.holds('deregistration-is-refused-while-tasks-run');
        if (instance.tasks.size > 0 && !input.force && isRefused) {
          throw ecsErrors.invalidParameter('Found running tasks on the instance.');
        }
        ecs.hosts.deregister(instance);
        return { containerInstance: shape(instance) };
      },
    ),
  };
};

/**
 * "A container instance can't be changed to DRAINING until it has reached an ACTIVE status. If the instance is in any
 * other status, an error will be received." Taken at its word: one that is DRAINING already is in another status.
 */
const canBecome = (rules: Rules, { status }: ContainerInstance, wanted: 'ACTIVE' | 'DRAINING'): boolean =>
  wanted === 'DRAINING' && rules.holds('draining-needs-active') ? status === 'ACTIVE' : status !== 'INACTIVE';
