import { z } from 'zod';
import { type ContainerBehaviour, containerBehaviour } from '../container-behaviour';
import type { Ecs, NewTaskDefinition } from '../ecs';
import { ecsErrors } from '../errors';
import { findTaskDefinition } from '../find';
import { taskDefinitionShape } from '../wire';
import { include, operation, type Operations } from './define';

/** ECS_CONTAINER_STOP_TIMEOUT's default, where a container names no stopTimeout; no API shows it. */
const DEFAULT_STOP_TIMEOUT_SECONDS = 30;

const containerDefinition = z.looseObject({
  name: z.string().min(1),
  image: z.string().optional(),
  essential: z.boolean().default(true),
  cpu: z.int().min(0).default(0),
  memory: z.int().optional(),
  memoryReservation: z.int().optional(),
  stopTimeout: z.int().min(0).optional(),
  environment: z.array(z.object({ name: z.string().optional(), value: z.string().optional() })).default([]),
});

export const taskDefinition = z.object({
  family: z.string().regex(/^[\w-]{1,255}$/, 'A family has letters, numbers, hyphens and underscores.'),
  containerDefinitions: z.array(containerDefinition).min(1),
  cpu: z.string().optional(),
  memory: z.string().optional(),
});

export type TaskDefinitionInput = z.input<typeof taskDefinition>;

/** What a registration says, read: a task takes what it names itself, else the sum of its containers. */
export function readTaskDefinition(input: z.output<typeof taskDefinition>): NewTaskDefinition {
  const containers = input.containerDefinitions.map((registered) => ({
    name: registered.name,
    essential: registered.essential,
    stopTimeoutMs: (registered.stopTimeout ?? DEFAULT_STOP_TIMEOUT_SECONDS) * 1000,
    behaviour: readBehaviour(registered.environment),
    registered,
  }));
  const sum = (of: (container: z.output<typeof containerDefinition>) => number) =>
    input.containerDefinitions.reduce((total, container) => total + of(container), 0);
  return {
    family: input.family,
    containers,
    cpu: input.cpu === undefined ? sum(({ cpu }) => cpu) : Number(input.cpu),
    memoryMiB:
      input.memory === undefined
        ? sum(({ memory, memoryReservation }) => memoryReservation ?? memory ?? 0)
        : Number(input.memory),
    registeredCpu: input.cpu,
    registeredMemory: input.memory,
  };
}

function readBehaviour(
  environment: readonly { name?: string | undefined; value?: string | undefined }[],
): ContainerBehaviour {
  try {
    return containerBehaviour(environment);
  } catch (error) {
    if (error instanceof z.ZodError) throw ecsErrors.client(z.prettifyError(error));
    throw error;
  }
}

export const taskDefinitionOperations = (ecs: Ecs): Operations => ({
  RegisterTaskDefinition: operation(taskDefinition, (input) => ({
    taskDefinition: taskDefinitionShape(ecs.registerTaskDefinition(readTaskDefinition(input))),
  })),

  DescribeTaskDefinition: operation(
    z.object({ taskDefinition: z.string(), include: include('TAGS') }),
    (input) => {
      const definition = findTaskDefinition(ecs.state, input.taskDefinition);
      if (!definition) throw ecsErrors.client('Unable to describe task definition.');
      return { taskDefinition: taskDefinitionShape(definition), tags: [] };
    },
  ),
});
