/** The schema of a task rule, as an operator writes it in JSON. */
import { z } from 'zod';

/** Bounds included. */
export const secondsBetween = (least: number, most: number) =>
  z.number(`expected a number of seconds from ${least} to ${most}`).min(least).max(most);

const pattern = z
  .string()
  .regex(/^[^*]+\*?$|^\*$/, 'expected a text, with a * at its end if any ending matches');

const match = z
  .strictObject({
    family: pattern.optional(),
    group: pattern.optional(),
    startedBy: pattern.optional(),
  })
  .refine((given) => Object.keys(given).length > 0, 'expected one of family, group and startedBy');

const behavior = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wait') }),
  z.strictObject({ kind: z.literal('skip') }),
  z.strictObject({
    kind: z.literal('stop'),
    afterSeconds: secondsBetween(0, 30 * 24 * 3600),
    order: z.int().default(0),
  }),
]);

export const taskRule = z.strictObject({ name: z.string().min(1).max(100), match, behavior: behavior });
