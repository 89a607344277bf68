/** `Fn::ForEach`, as the transform AWS::LanguageExtensions resolves it before anything else. */
import { z } from 'zod';
import type { Values } from './deployment';
import type { TemplateResource } from './read-template';

/** A function is an object of one field. */
export function functionIn(value: unknown): [name: string, argument: unknown] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [only, ...others]: [string, unknown][] = Object.entries(value);
  if (only === undefined || others.length > 0) return undefined;
  const [name, argument] = only;
  const isFunction =
    name === 'Ref' || name.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string');
  return isFunction ? only : undefined;
}

/** Each of what a loop makes, with the item in place of its name: in names without what is no letter or digit. */
export function repeated(
  [itemName, collection, body]: readonly [string, unknown, Record<string, TemplateResource>],
  values: Values,
): [string, TemplateResource][] {
  const [, parameter] = functionIn(collection) ?? [];
  const items = z.array(z.string()).parse(values[z.string().parse(parameter)]);
  return items.flatMap((item) =>
    Object.entries(body).map(([name, resource]): [string, TemplateResource] => [
      name.replaceAll(`&{${itemName}}`, item.replaceAll(/[^A-Za-z0-9]/g, '')),
      {
        ...resource,
        Properties: z.record(z.string(), z.unknown()).parse(
          JSON.parse(
            JSON.stringify(resource.Properties)
              .replaceAll(JSON.stringify({ Ref: itemName }), JSON.stringify(item))
              .replaceAll(`\${${itemName}}`, item),
          ),
        ),
      },
    ]),
  );
}
