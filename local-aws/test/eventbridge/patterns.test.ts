import { InvalidPattern, readPattern } from '../../src/eventbridge/pattern';

const event = {
  source: 'aws.ec2',
  'detail-type': 'EC2 Spot Instance Interruption Warning',
  region: 'eu-west-1',
  resources: ['arn:aws:ec2:eu-west-1a:instance/i-1', 'arn:aws:ec2:eu-west-1a:instance/i-2'],
  detail: {
    'instance-id': 'i-1',
    'instance-action': 'terminate',
    count: 7,
    nothing: null,
    yes: true,
    entities: [
      { value: 'i-1', status: 'PENDING' },
      { value: 'i-2', status: 'IMPAIRED' },
    ],
  },
};

const matches = (pattern: unknown) => readPattern(JSON.stringify(pattern))(event);

it.each([
  ['a value of a list', { source: ['aws.ecs', 'aws.ec2'] }],
  ['every field', { source: ['aws.ec2'], detail: { 'instance-action': ['terminate'] } }],
  ['one of a list of values', { resources: ['arn:aws:ec2:eu-west-1a:instance/i-2'] }],
  ['a number, null and a boolean', { detail: { count: [7], nothing: [null], yes: [true] } }],
  ['a prefix', { source: [{ prefix: 'aws.' }] }],
  ['a prefix in any case', { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] }],
  ['a suffix', { resources: [{ suffix: '/i-2' }] }],
  ['a suffix in any case', { source: [{ suffix: { 'equals-ignore-case': 'EC2' } }] }],
  ['anything but a value', { detail: { 'instance-action': [{ 'anything-but': 'hibernate' }] } }],
  ['anything but values', { detail: { 'instance-action': [{ 'anything-but': ['hibernate', 'stop'] }] } }],
  ['anything but a prefix', { detail: { 'instance-action': [{ 'anything-but': { prefix: 'hib' } }] } }],
  [
    'anything but prefixes',
    { detail: { 'instance-action': [{ 'anything-but': { prefix: ['hib', 'st'] } }] } },
  ],
  ['anything but a wildcard', { source: [{ 'anything-but': { wildcard: '*.ecs' } }] }],
  ['a field that is there', { detail: { 'instance-id': [{ exists: true }] } }],
  [
    'a field that is not there',
    { detail: { colour: [{ exists: false }], deep: { er: [{ exists: false }] } } },
  ],
  ['a number within bounds', { detail: { count: [{ numeric: ['>', 0, '<=', 7] }] } }],
  ['a number', { detail: { count: [{ numeric: ['=', 7.0] }] } }],
  ['a value in any case', { source: [{ 'equals-ignore-case': 'AWS.EC2' }] }],
  ['a wildcard', { resources: [{ wildcard: 'arn:*:instance/i-*' }] }],
  ['an alternative', { $or: [{ source: ['aws.ecs'] }, { detail: { count: [7] } }] }],
  [
    'an object of a list, in all its fields',
    { detail: { entities: { value: ['i-2'], status: ['IMPAIRED'] } } },
  ],
])('matches %s', (_, pattern) => {
  expect(matches(pattern)).toBe(true);
});

it.each([
  ['another value', { source: ['aws.ecs'] }],
  ['one field of two', { source: ['aws.ec2'], region: ['eu-west-2'] }],
  ['a field that is not there', { detail: { colour: ['red'] } }],
  ['a value in another case', { source: ['AWS.EC2'] }],
  ['text for a number', { detail: { count: ['7'] } }],
  ['anything but its value', { detail: { 'instance-action': [{ 'anything-but': ['terminate'] }] } }],
  ['anything but its prefix', { detail: { 'instance-action': [{ 'anything-but': { prefix: 'term' } }] } }],
  ['anything but a value, of nothing', { detail: { colour: [{ 'anything-but': 'red' }] } }],
  ['an object as a value that exists', { detail: [{ exists: true }] }],
  ['a number out of bounds', { detail: { count: [{ numeric: ['>', 7] }] } }],
  ['a wildcard of something else', { source: [{ wildcard: 'aws.e?2' }] }],
  ['no alternative', { $or: [{ source: ['aws.ecs'] }, { region: ['x'] }] }],
  ['fields of two objects of a list', { detail: { entities: { value: ['i-1'], status: ['IMPAIRED'] } } }],
])('does not match %s', (_, pattern) => {
  expect(matches(pattern)).toBe(false);
});

it.each([
  ['no JSON', '{'],
  ['no object', '[]'],
  ['no fields', '{}'],
  ['a bare value', '{"source":"aws.ec2"}'],
  ['an empty list', '{"source":[]}'],
  ['an unknown operator', '{"source":[{"regex":".*"}]}'],
  ['two operators in one', '{"source":[{"prefix":"a","suffix":"b"}]}'],
  ['a prefix that is no text', '{"source":[{"prefix":1}]}'],
  ['exists without true or false', '{"source":[{"exists":"yes"}]}'],
  ['a comparison that is none', '{"source":[{"numeric":["~",1]}]}'],
  ['a range of three parts', '{"source":[{"numeric":["<",1,">"]}]}'],
  ['two stars in a row', '{"source":[{"wildcard":"a**b"}]}'],
  ['a single alternative', '{"$or":[{"source":["a"]}]}'],
  ['a list in a list', '{"source":[["a"]]}'],
])('refuses %s', (_, text) => {
  expect(() => readPattern(text)).toThrow(InvalidPattern);
});
