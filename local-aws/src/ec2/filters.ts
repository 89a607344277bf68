import { z } from 'zod';
import { ec2Errors } from './errors';

export interface Filter {
  readonly Name: string;
  readonly Value: readonly string[];
}

export const filters = z
  .array(z.object({ Name: z.string(), Value: z.array(z.string()).default([]) }))
  .default([]);

/** The values that a thing has for a filter; undefined where there is no such filter. */
export type ValuesOf<T> = (thing: T, filter: string) => readonly (string | undefined)[] | undefined;

/** A thing passes when every filter has a value that it has. @throws AwsError for a filter that is none */
export const passes =
  <T>(wanted: readonly Filter[], valuesOf: ValuesOf<T>) =>
  (thing: T): boolean =>
    wanted.every(({ Name, Value }) => {
      const values = valuesOf(thing, Name);
      if (!values) throw ec2Errors.invalidParameter(`The filter '${Name}' is invalid`);
      return values.some((value) => value !== undefined && matches(Value, value));
    });

/** `*` stands for any characters, `?` for one. */
export const matches = (patterns: readonly string[], value: string): boolean =>
  patterns.some((pattern) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/\?/g, '.')}$`,
    ).test(value),
  );
