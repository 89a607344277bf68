import type { z } from 'zod';

/** What is wrong with something that local-aws was asked for, and where in it: `services.1.name`. */
export interface Problem {
  readonly at: string;
  readonly message: string;
}

/** Something that local-aws itself, not the AWS that it plays, was asked for and does not do. Nothing has changed. */
export class Refused extends Error {
  constructor(
    /** `invalid`: never possible. `conflict`: not as things are. */
    readonly because: 'invalid' | 'conflict',
    readonly problems: readonly Problem[],
  ) {
    super(problems.map(({ at, message }) => `${at}: ${message}`).join(' '));
    this.name = 'Refused';
  }
}

export const problemsOf = (error: z.ZodError): Problem[] =>
  error.issues.map(({ path, message }) => ({ at: path.join('.') || 'input', message }));
