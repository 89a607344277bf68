import { z } from 'zod';
import { capacityProviderArn, idOf } from '../arns';
import type { Ecs } from '../ecs';
import { ecsErrors } from '../errors';
import { findCluster } from '../find';
import type { CapacityProvider } from '../state';
import { clusterShape, failure } from '../wire';
import { include, operation, type Operations, paging, pageOf } from './define';

const onOff = z.enum(['ENABLED', 'DISABLED']).default('DISABLED');

const shape = ({ name, arn, autoScalingGroupArn, managedDraining }: CapacityProvider) => ({
  capacityProviderArn: arn,
  name,
  status: 'ACTIVE',
  autoScalingGroupProvider: {
    autoScalingGroupArn,
    managedScaling: { status: 'DISABLED' },
    managedTerminationProtection: 'DISABLED',
    managedDraining,
  },
  tags: [],
});

/** As far as managed draining needs them: local-aws scales no group by a capacity provider. */
export const capacityProviderOperations = (ecs: Ecs): Operations => ({
  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html */
  CreateCapacityProvider: operation(
    z.object({
      name: z.string().regex(/^(?!aws|ecs|fargate)[\w-]{1,255}$/i),
      autoScalingGroupProvider: z.object({
        autoScalingGroupArn: z.string(),
        managedScaling: z
          .object({ status: z.literal('DISABLED', 'local-aws does not serve managed scaling.') })
          .optional(),
        managedTerminationProtection: z
          .literal('DISABLED', 'local-aws does not serve managed termination protection.')
          .optional(),
        managedDraining: onOff,
      }),
    }),
    ({ name, autoScalingGroupProvider: { autoScalingGroupArn, managedDraining } }) => {
      if (ecs.state.capacityProviders.has(name)) {
        throw ecsErrors.client('The specified capacity provider already exists.');
      }
      const arn = capacityProviderArn(ecs.env, name);
      const provider: CapacityProvider = { name, arn, autoScalingGroupArn, managedDraining };
      ecs.addCapacityProvider(provider);
      return { capacityProvider: shape(provider) };
    },
  ),

  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html */
  DescribeCapacityProviders: operation(
    z.object({
      capacityProviders: z.array(z.string()).max(100).optional(),
      include: include('TAGS'),
      ...paging,
    }),
    (input) => {
      const all = ecs.state.capacityProviders;
      const references = input.capacityProviders ?? [...all.keys()];
      const found = references.flatMap((reference) => all.get(idOf(reference)) ?? []);
      const missing = references.filter((reference) => !all.has(idOf(reference)));
      const { items, nextToken } = pageOf(ecs.env.rules, found, input);
      const failures = missing.map((reference) => failure(reference, 'MISSING'));
      return { capacityProviders: items.map(shape), failures, nextToken };
    },
  ),

  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html */
  PutClusterCapacityProviders: operation(
    z.object({
      cluster: z.string(),
      capacityProviders: z.array(z.string()).max(20),
      defaultCapacityProviderStrategy: z
        .array(z.unknown())
        .length(0, 'local-aws launches tasks by launch type, not by capacity provider.'),
    }),
    (input) => {
      const cluster = findCluster(ecs.state, input.cluster);
      const names = input.capacityProviders.map(idOf);
      if (names.some((name) => !ecs.state.capacityProviders.has(name))) {
        throw ecsErrors.invalidParameter(
          'The specified capacity provider was not found. Specify a valid name or ARN and try again.',
        );
      }
      cluster.capacityProviders = names;
      return { cluster: clusterShape(cluster) };
    },
  ),
});
