import { z } from 'zod';

/** Values that come in at several edges. */

/** Ten years: what is longer is a mistake, and may be too long for a date. */
export const LONGEST_SECONDS = 315_360_000;

export const seconds = z.number().min(0).max(LONGEST_SECONDS);

export const name = z
  .string()
  .regex(/^[\w-]{1,255}$/, 'Must have letters, numbers, hyphens and underscores.');
