/** Where the template is deployed, and with what. */
import type { TemplateParameter } from './read-template';

export interface Deployment {
  readonly region: string;
  readonly accountId: string;
  /** A list's items are separated by commas. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What `Ref` (by the resource's name) and `GetAtt` (`HookRole.Arn`) give, where it is not to be made up. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export type Values = Record<string, string | readonly string[]>;

/** @throws what may not be a parameter's value */
export function valuesOf(
  declared: Record<string, TemplateParameter>,
  given: Readonly<Record<string, string>>,
): Values {
  const unknown = Object.keys(given).filter((name) => !(name in declared));
  if (unknown.length > 0) throw new Error(`there is no parameter ${unknown.join(', ')}`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, { Type, Default, AllowedPattern, AllowedValues }]) => {
      const text = given[name] ?? (Default === undefined ? undefined : String(Default));
      if (text === undefined) throw new Error(`the parameter ${name} has no value`);
      const items = Type === 'CommaDelimitedList' ? text.split(',') : [text];
      const wrong = items.find(
        (item) =>
          (AllowedPattern !== undefined && !new RegExp(AllowedPattern).test(item)) ||
          (AllowedValues !== undefined && !AllowedValues.map(String).includes(item)),
      );
      if (wrong !== undefined) throw new Error(`the parameter ${name} may not be ${wrong}`);
      return [name, Type === 'CommaDelimitedList' ? items : text];
    }),
  );
}

export const noValue = Symbol('AWS::NoValue');

export const pseudoParameters = ({ region, accountId }: Deployment): Record<string, string | symbol> => ({
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::AccountId': accountId,
  'AWS::StackName': 'ecs-drain',
  'AWS::NoValue': noValue,
});

/** ARNs of the form that AWS gives; all else is the resource's name. */
export function madeUp(
  type: string,
  name: string,
  attributeName: string | undefined,
  { region, accountId }: Deployment,
): string {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
  const isArn = attributeName === 'Arn' || attributeName === 'TopicArn';
  switch (type) {
    case 'AWS::SNS::Topic':
      return arn('sns', name);
    case 'AWS::IAM::Role':
      return isArn ? `arn:aws:iam::${accountId}:role/${name}` : name;
    case 'AWS::SQS::Queue':
      if (isArn) return arn('sqs', name);
      return attributeName === undefined ? `https://sqs.${region}.amazonaws.com/${accountId}/${name}` : name;
    case 'AWS::Serverless::Function':
      return isArn ? arn('lambda', `function:${name}`) : name;
    case 'AWS::Events::Rule':
      return isArn ? arn('events', `rule/${name}`) : name;
    case 'AWS::Logs::LogGroup':
      return isArn ? arn('logs', `log-group:${name}:*`) : name;
    case 'AWS::ECS::Service':
      return attributeName === undefined ? arn('ecs', `service/${name}`) : name;
    default:
      return name;
  }
}
