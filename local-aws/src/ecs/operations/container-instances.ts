import { z } from 'zod';
import { idOf, instanceOrTaskArn } from '../arns';
import type { Ecs } from '../ecs';
import { ecsErrors } from '../errors';
import { parseFilter } from '../filter';
import { findCluster, findInstance } from '../find';
import type { Cluster, ContainerInstance } from '../state';
import { containerInstanceShape, failure } from '../wire';
import { batch, operation, type Operations, pageOf, paging } from './define';

const cluster = z.string().optional();

export const containerInstanceOperations = (ecs: Ecs): Operations => {
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
        const { items, nextToken } = pageOf(listed, input);
        return { containerInstanceArns: items.map(({ arn }) => arn), nextToken };
      },
    ),

    /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html */
    DescribeContainerInstances: operation(
      z.object({ cluster, containerInstances: batch('Container instances', 100) }),
      (input) => {
        const { found, failures } = lookUp(findCluster(ecs.state, input.cluster), input.containerInstances);
        return { containerInstances: found.map(containerInstanceShape), failures };
      },
    ),

    /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateContainerInstancesState.html */
    UpdateContainerInstancesState: operation(
      z.object({
        cluster,
        containerInstances: batch('Container instances', 10),
        status: z.enum(['ACTIVE', 'DRAINING'], 'The status must be ACTIVE or DRAINING.'),
      }),
      (input) => {
        const { found, failures } = lookUp(findCluster(ecs.state, input.cluster), input.containerInstances);
        const updated: ContainerInstance[] = [];
        for (const instance of found) {
          if (canBecome(instance, input.status)) {
            ecs.hosts.setStatus(instance, input.status);
            updated.push(instance);
          } else {
            const detail = `The container instance is ${instance.status}.`;
            failures.push({ ...failure(instance.arn, 'INACTIVE'), detail });
          }
        }
        return { containerInstances: updated.map(containerInstanceShape), failures };
      },
    ),

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
        if (instance.tasks.size > 0 && !input.force) {
          throw ecsErrors.invalidParameter('Found running tasks on the instance.');
        }
        ecs.hosts.deregister(instance);
        return { containerInstance: containerInstanceShape(instance) };
      },
    ),
  };
};

/**
 * "A container instance can't be changed to DRAINING until it has reached an ACTIVE status. If the instance is in any
 * other status, an error will be received." Taken at its word: one that is DRAINING already is in another status.
 */
const canBecome = ({ status }: ContainerInstance, wanted: 'ACTIVE' | 'DRAINING'): boolean =>
  wanted === 'DRAINING' ? status === 'ACTIVE' : status !== 'INACTIVE';
