/** deploy/template.yaml as it is written, with its short forms (`!Ref`) in their long ones. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type ScalarTag, type CollectionTag } from 'yaml';
import { z } from 'zod';

export const templatePath = join(__dirname, '../../../deploy/template.yaml');

const parameter = z.strictObject({
  Type: z.enum(['String', 'Number', 'CommaDelimitedList']),
  Description: z.string().optional(),
  Default: z.union([z.string(), z.number()]).optional(),
  AllowedValues: z.array(z.union([z.string(), z.number()])).optional(),
  AllowedPattern: z.string().optional(),
  ConstraintDescription: z.string().optional(),
  MinValue: z.number().optional(),
  MaxValue: z.number().optional(),
});

const resource = z.strictObject({
  Type: z.string(),
  Condition: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  Metadata: z.record(z.string(), z.unknown()).optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});

/** `Fn::ForEach`: the name that stands for each item, the items, what is made of each. */
const forEach = z.tuple([z.string(), z.unknown(), z.record(z.string(), resource)]);

const templateSchema = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09'),
  Transform: z.array(z.string()),
  Description: z.string(),
  Metadata: z.object({
    'AWS::CloudFormation::Interface': z.object({
      ParameterGroups: z.array(
        z.object({ Label: z.object({ default: z.string() }), Parameters: z.array(z.string()) }),
      ),
    }),
  }),
  Parameters: z.record(z.string(), parameter),
  Rules: z.record(z.string(), z.unknown()),
  Conditions: z.record(z.string(), z.unknown()),
  Resources: z.record(z.string(), z.union([resource, forEach])),
  Outputs: z.record(
    z.string(),
    z.object({ Description: z.string(), Condition: z.string().optional(), Value: z.unknown() }),
  ),
});

export type Template = z.output<typeof templateSchema>;
export type TemplateParameter = z.output<typeof parameter>;
export type TemplateResource = z.output<typeof resource>;

const functions = [
  'And',
  'EachMemberEquals',
  'Equals',
  'GetAtt',
  'If',
  'Join',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
];

const longName = (name: string): string => (name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html */
const shortForms = ['Ref', 'Condition', ...functions].flatMap((name): (ScalarTag | CollectionTag)[] => [
  {
    tag: `!${name}`,
    resolve: (text: string) => ({ [longName(name)]: name === 'GetAtt' ? text.split('.') : text }),
  },
  {
    tag: `!${name}`,
    collection: 'seq',
    resolve: (items) => ({ [longName(name)]: z.array(z.unknown()).parse(JSON.parse(JSON.stringify(items))) }),
  },
]);

/** @throws what is no template, or has parts that nothing here knows */
export function readTemplate(text = readFileSync(templatePath, 'utf8')): Template {
  // A value whose short form is resolved has become a plain object, which YAML's own conversion keeps as it is.
  return templateSchema.parse(parse(text, { customTags: shortForms, logLevel: 'error' }));
}
