/** The variables that starter and workers get. */
import { z } from 'zod';
import type { ResolvedTemplate } from './resolve-template';

const variables = z.record(z.string(), z.string());

const starter = z.object({
  Timeout: z.number(),
  Handler: z.string(),
  Runtime: z.string(),
  CodeUri: z.string(),
  Environment: z.object({ Variables: variables }),
});

const container = z.object({
  StopTimeout: z.number(),
  ReadonlyRootFilesystem: z.boolean(),
  Environment: z.array(z.object({ Name: z.string(), Value: z.string() })),
  Secrets: z.array(z.object({ Name: z.string(), ValueFrom: z.string() })),
  User: z.string(),
  HealthCheck: z.object({ Command: z.array(z.string()) }),
});

export const starterOf = ({ resources }: ResolvedTemplate) => starter.parse(resources['Starter']?.Properties);

const task = z.object({ ContainerDefinitions: z.tuple([container]) });

export function workerContainerOf({ resources }: ResolvedTemplate): z.output<typeof container> {
  const [only] = task.parse(resources['WorkerTask']?.Properties).ContainerDefinitions;
  return only;
}

/** As the process sees it: ECS puts secrets in by their names. */
export function workerEnvironmentOf(stack: ResolvedTemplate): Record<string, string> {
  const { Environment, Secrets } = workerContainerOf(stack);
  const secrets = Secrets.map(({ Name, ValueFrom }) => ({ Name, Value: `the text of ${ValueFrom}` }));
  return Object.fromEntries(
    [...Environment, ...secrets].map(({ Name, Value }): [string, string] => [Name, Value]),
  );
}
