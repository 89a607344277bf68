import { z } from 'zod';
import { name, seconds } from './values';
import type { WorldSpec } from './world-spec';

/** What `createWorld` takes. Every object is strict: a member that is misspelt is refused, never ignored. */

const count = z.int().min(0);
const percent = z.int().min(0).max(1000);

const task = {
  runSeconds: seconds.min(0.1).optional(),
  stopSeconds: seconds.optional(),
  ignoreSigterm: z.boolean().optional(),
  startSeconds: seconds.optional(),
  stopTimeoutSeconds: z.int().min(0).optional(),
  cpu: count.optional(),
  memoryMiB: count.optional(),
};

const hook = z.strictObject({
  name,
  heartbeatTimeoutSeconds: z.int().min(30).max(7200).optional(),
  defaultResult: z.enum(['CONTINUE', 'ABANDON']).optional(),
  notify: z.string().startsWith('arn:').optional(),
  notificationMetadata: z.string().max(4000).optional(),
});

const service = z.strictObject({
  name,
  desiredCount: count.optional(),
  minimumHealthyPercent: percent.optional(),
  maximumPercent: percent.optional(),
  deregistrationDelaySeconds: seconds.optional(),
  ...task,
});

const standalone = z.strictObject({
  family: name,
  count: count.optional(),
  startedBy: z.string().optional(),
  ...task,
});

/** A list in which no name comes twice. */
const named = <T extends z.ZodType<{ readonly name: string }>>(item: T) =>
  z.array(item).superRefine((items, context) => {
    const names = items.map((each) => each.name);
    names.forEach((each, index) => {
      if (names.indexOf(each) === index) return;
      context.addIssue({ code: 'custom', path: [index, 'name'], message: `${each} is there twice.` });
    });
  });

export const worldSchema = z
  .strictObject({
    cluster: name,
    group: name.optional(),
    instances: count.max(10_000).optional(),
    maxSize: count.optional(),
    joinCluster: z.boolean().optional(),
    bootSeconds: seconds.optional(),
    arnFormat: z.enum(['short', 'long']).optional(),
    instanceCpu: count.optional(),
    instanceMemoryMiB: count.optional(),
    spot: z.boolean().optional(),
    spotDraining: z.boolean().optional(),
    hooks: named(hook).optional(),
    services: named(service).optional(),
    selfStarted: z.record(name, z.strictObject(task)).optional(),
    standalone: z.array(standalone).optional(),
  })
  .refine(({ instances = 1, maxSize = instances }) => instances <= maxSize, {
    path: ['maxSize'],
    error: 'Must be at least as many as `instances`.',
  }) satisfies z.ZodType<WorldSpec>;
