/** The variables of a process as rows of a reference, read off the schema that reads them. */
import { z } from 'zod';

export interface SettingRow {
  readonly variable: string;
  readonly description: string;
  /** As the variable's text; undefined where there is none. */
  readonly default: string | undefined;
  /** Nothing works without it. */
  readonly required: boolean;
  /** As the variable's text. */
  readonly example: string | undefined;
}

/** @throws where a variable does not say what it means */
export const settingRows = ({ shape }: z.ZodObject): readonly SettingRow[] =>
  Object.entries(shape).map(([variable, schema]) => {
    const { description, examples } = about.parse(z.globalRegistry.get(schema) ?? {});
    if (description === undefined)
      throw new Error(`${variable} does not say what it means: .meta({ description })`);
    const whenUnset = z.safeParse(schema, undefined);
    return {
      variable,
      description,
      default: whenUnset.success ? defaultText(whenUnset.data) : undefined,
      required: !whenUnset.success,
      example: examples?.[0],
    };
  });

const about = z.looseObject({
  description: z.string().optional(),
  examples: z.array(z.string()).optional(),
});

/** A default as a variable's text would say it; an empty list or object says as much as nothing. */
export function defaultText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  const text = JSON.stringify(value);
  return text === '[]' || text === '{}' ? undefined : text;
}
