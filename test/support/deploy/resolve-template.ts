/** What CloudFormation makes of the template with some parameters: loops, conditions and functions resolved, as far as it uses them. */
import { z } from 'zod';
import { madeUp, noValue, pseudoParameters, valuesOf, type Deployment } from './deployment';
import { functionIn, repeated } from './loops';
import type { Template, TemplateResource } from './read-template';

export interface ResolvedResource {
  readonly Type: string;
  /** The resources that are made before it, and deleted after it: those that it names in any way. */
  readonly dependsOn: readonly string[];
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface ResolvedTemplate {
  readonly resources: Readonly<Record<string, ResolvedResource>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * @throws what refers to something that there is not: a parameter without a value, a resource whose condition does not hold
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function resolveTemplate(template: Template, deployment: Deployment): ResolvedTemplate {
  const parameters = valuesOf(template.Parameters, deployment.parameters);
  const written = new Map<string, TemplateResource>();
  for (const [name, resource] of Object.entries(template.Resources)) {
    if (!Array.isArray(resource)) written.set(name, resource);
    else for (const made of repeated(resource, parameters)) written.set(...made);
  }
  const holds = (name: string): boolean => evaluate({ Condition: name });
  const exists = ({ Condition: name }: { Condition?: string | undefined }) =>
    name === undefined || holds(name);

  /** What has been referred to since it was last emptied. */
  const referred = new Set<string>();
  const attribute = (name: string, attributeName?: string): string => {
    const resource = written.get(name);
    if (resource === undefined) throw new Error(`there is no ${name}`);
    if (!exists(resource)) throw new Error(`${name} is not there: ${resource.Condition} does not hold`);
    referred.add(name);
    const path = attributeName === undefined ? name : `${name}.${attributeName}`;
    return deployment.attributes?.[path] ?? madeUp(resource.Type, name, attributeName, deployment);
  };

  const ref = (name: string): unknown => {
    const pseudo = pseudoParameters(deployment)[name];
    return pseudo ?? parameters[name] ?? attribute(name);
  };

  function evaluate(condition: unknown): boolean {
    const [name, argument] = functionIn(condition) ?? [];
    switch (name) {
      case 'Condition': {
        const named = template.Conditions[z.string().parse(argument)];
        if (named === undefined) throw new Error(`there is no condition ${String(argument)}`);
        return evaluate(named);
      }
      case 'Fn::Not':
        return !z.array(z.unknown()).length(1).parse(argument).every(evaluate);
      case 'Fn::And':
        return z.array(z.unknown()).min(2).max(10).parse(argument).every(evaluate);
      case 'Fn::Or':
        return z.array(z.unknown()).min(2).max(10).parse(argument).some(evaluate);
      case 'Fn::Equals': {
        const [one, other] = z.tuple([z.unknown(), z.unknown()]).parse(argument).map(resolve);
        return String(one) === String(other);
      }
      default:
        throw new Error(`not a condition: ${JSON.stringify(condition)}`);
    }
  }

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== noValue);
    if (typeof value !== 'object' || value === null) return value;
    const [name, argument] = functionIn(value) ?? [];
    if (name !== undefined && name !== 'Condition') return call(name, argument);
    const entries = Object.entries(value).map(([key, item]) => [key, resolve(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== noValue));
  }

  function call(name: string, argument: unknown): unknown {
    const list = () => z.array(z.unknown()).parse(argument);
    switch (name) {
      case 'Ref':
        return ref(z.string().parse(argument));
      case 'Fn::GetAtt':
        return attribute(...z.tuple([z.string(), z.string()]).parse(argument));
      case 'Fn::If': {
        const [condition, yes, no] = z.tuple([z.string(), z.unknown(), z.unknown()]).parse(argument);
        return resolve(holds(condition) ? yes : no);
      }
      case 'Fn::Sub': {
        const [text, more] = typeof argument === 'string' ? [argument, {}] : substitution.parse(argument);
        return text.replaceAll(/\$\{([\w.:]+)\}/g, (_, path: string) => {
          const [resource = '', attributeName] = path.includes('::') ? [path] : path.split('.');
          if (path in more) return String(resolve(more[path]));
          return String(attributeName === undefined ? ref(resource) : attribute(resource, attributeName));
        });
      }
      case 'Fn::Join': {
        const [between, items] = list();
        return z.array(z.string()).parse(resolve(items)).join(z.string().parse(between));
      }
      case 'Fn::Split': {
        const [at, text] = z.tuple([z.string(), z.unknown()]).parse(argument);
        return z.string().parse(resolve(text)).split(at);
      }
      case 'Fn::Select': {
        const [index, items] = z.tuple([z.number(), z.unknown()]).parse(argument);
        const item = z.array(z.unknown()).parse(resolve(items))[index];
        if (item === undefined) throw new Error(`there is no item ${index} in ${JSON.stringify(items)}`);
        return item;
      }
      default:
        throw new Error(`a function that nothing here knows: ${name}`);
    }
  }

  const present = [...written].filter(([, resource]) => exists(resource));
  return {
    resources: Object.fromEntries(
      present.map(([name, { Type, DependsOn = [], Properties, Metadata }]) => {
        referred.clear();
        for (const other of [DependsOn].flat()) attribute(other);
        resolve(Metadata);
        const properties = z.record(z.string(), z.unknown()).parse(resolve(Properties));
        return [name, { Type, Properties: properties, dependsOn: [...referred] }];
      }),
    ),
    outputs: Object.fromEntries(
      Object.entries(template.Outputs)
        .filter(([, output]) => exists(output))
        .map(([name, { Value }]) => [name, resolve(Value)]),
    ),
  };
}

const substitution = z.tuple([z.string(), z.record(z.string(), z.unknown())]);
