import { z } from 'zod';
import type { Ecs } from '../ecs';
import { serviceArn } from '../arns';
import { ecsErrors } from '../errors';
import { findCluster, findService, findTaskDefinition } from '../find';
import { failure, serviceShape } from '../wire';
import { batch, include, notServed, operation, type Operations } from './define';

const cluster = z.string().optional();
const percent = z.int().min(0).max(1000).optional();
const deploymentConfiguration = z.object({ minimumHealthyPercent: percent, maximumPercent: percent });

export const serviceOperations = (ecs: Ecs): Operations => ({
  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
  CreateService: operation(
    z.object({
      cluster,
      serviceName: z.string().regex(/^[\w-]{1,255}$/),
      taskDefinition: z.string(),
      desiredCount: z.int().min(0).optional(),
      schedulingStrategy: z.enum(['REPLICA', 'DAEMON']).default('REPLICA'),
      deploymentConfiguration: deploymentConfiguration.default({}),
      launchType: z.literal('EC2').optional(),
      loadBalancers: z
        .array(
          z.object({
            targetGroupArn: z.string(),
            containerName: z.string().optional(),
            containerPort: z.int().optional(),
          }),
        )
        .max(5)
        .default([]),
      placementConstraints: notServed,
    }),
    (input) => {
      const within = findCluster(ecs.state, input.cluster);
      const {
        serviceName: name,
        schedulingStrategy: scheduling,
        desiredCount,
        deploymentConfiguration: bounds,
      } = input;
      const definition = findTaskDefinition(ecs.state, input.taskDefinition);
      if (!definition) throw ecsErrors.client('TaskDefinition not found.');
      const existing = within.services.get(name);
      if (existing?.status === 'DRAINING') {
        throw ecsErrors.invalidParameter('Unable to Start a service that is still Draining.');
      }
      if (existing?.status === 'ACTIVE') {
        throw ecsErrors.invalidParameter('Creation of service was not idempotent.');
      }
      if (scheduling === 'DAEMON' && desiredCount !== undefined) {
        throw ecsErrors.invalidParameter(
          'The desired count is not allowed for services with the DAEMON strategy.',
        );
      }
      const isDaemon = scheduling === 'DAEMON';
      const service = ecs.createService({
        cluster: within,
        name,
        definition,
        scheduling,
        desiredCount: desiredCount ?? 0,
        loadBalancers: input.loadBalancers,
        minimumHealthyPercent: bounds.minimumHealthyPercent ?? (isDaemon ? 0 : 100),
        maximumPercent: bounds.maximumPercent ?? (isDaemon ? 100 : 200),
      });
      return { service: serviceShape(service) };
    },
  ),

  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
  UpdateService: operation(
    z.object({
      cluster,
      service: z.string(),
      desiredCount: z.int().min(0).optional(),
      taskDefinition: notServed,
      deploymentConfiguration: deploymentConfiguration.default({}),
      forceNewDeployment: z.literal(false, 'local-aws does not serve deployments.').optional(),
    }),
    (input) => {
      const service = findService(findCluster(ecs.state, input.cluster), input.service);
      if (!service) throw ecsErrors.serviceNotFound();
      if (service.status !== 'ACTIVE') throw ecsErrors.serviceNotActive();
      const { minimumHealthyPercent, maximumPercent } = input.deploymentConfiguration;
      ecs.updateService(service, {
        desiredCount: input.desiredCount ?? service.desiredCount,
        minimumHealthyPercent: minimumHealthyPercent ?? service.minimumHealthyPercent,
        maximumPercent: maximumPercent ?? service.maximumPercent,
      });
      return { service: serviceShape(service) };
    },
  ),

  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html */
  DeleteService: operation(
    z.object({ cluster, service: z.string(), force: z.boolean().default(false) }),
    (input) => {
      const service = findService(findCluster(ecs.state, input.cluster), input.service);
      if (!service) throw ecsErrors.serviceNotFound();
      if (service.status !== 'ACTIVE') throw ecsErrors.serviceNotActive();
      const isWanted = service.scheduling === 'REPLICA' && service.desiredCount > 0;
      if (isWanted && !input.force && ecs.env.rules.holds('services-in-use-are-not-deleted')) {
        throw ecsErrors.invalidParameter('The service cannot be stopped while it is scaled above 0.');
      }
      ecs.deleteService(service);
      return { service: serviceShape(service) };
    },
  ),

  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
  DescribeServices: operation(
    z.object({ cluster, services: batch(ecs.env.rules, 'Services', 10), include: include('TAGS') }),
    (input) => {
      const within = findCluster(ecs.state, input.cluster);
      const services: object[] = [];
      const failures: object[] = [];
      for (const reference of input.services) {
        const service = findService(within, reference);
        if (service) services.push(serviceShape(service));
        else {
          const arn = reference.startsWith('arn:') ? reference : serviceArn(ecs.env, within.name, reference);
          failures.push(failure(arn, 'MISSING'));
        }
      }
      return { services, failures };
    },
  ),
});
