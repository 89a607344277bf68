/** How people write down an account and a Region. */
import { z } from 'zod';

/** @param whenMissing what to say where there is none */
export const accountIdSchema = (whenMissing?: string) =>
  z.string(whenMissing).regex(/^\d{12}$/, 'expected an AWS account id of 12 digits');

/** @param whenMissing what to say where there is none */
export const regionSchema = (whenMissing?: string) =>
  z.string(whenMissing).regex(/^[a-z]+(-[a-z]+)+-\d+$/, 'expected a Region such as eu-central-1');
