/** What can happen to a message: each keeps what it is about, or destroys it. */
import fc from 'fast-check';
import { setAt, valueAt, type Json, type Planted } from './planted';

export interface Mutation {
  readonly name: string;
  readonly identity: 'kept' | 'destroyed';
  /** Changes the message, or gives the text to send in its place. Takes its choices from `pick`. */
  readonly apply: (message: Json, planted: Planted, pick: Pick) => string | undefined;
}

export interface Pick {
  readonly number: number;
  readonly id: string;
  readonly json: unknown;
}

export const pick: fc.Arbitrary<Pick> = fc.record({
  number: fc.nat(1_000_000),
  id: fc.oneof(
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: 8, maxLength: 8 }),
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: 17, maxLength: 17 }),
  ),
  json: fc.jsonValue({ maxDepth: 2 }),
});

const oneOf = <T>(items: readonly T[], { number }: Pick): T => items[number % items.length] as T; // no list here is empty, but some hold undefined

/** A text with members put before (or after) those that the message has. */
const before = (message: Json, members: string) => `{${members},${JSON.stringify(message).slice(1)}`;
const after = (message: Json, members: string) => `${JSON.stringify(message).slice(0, -1)},${members}}`;

const nested = (depth: number) => ({
  arrays: '['.repeat(depth) + ']'.repeat(depth),
  objects: '{"a":'.repeat(depth) + '1' + '}'.repeat(depth),
  text: 'x'.repeat(depth * 20),
});
const large = nested(10_000);
const small = nested(50);
/** Most are small, or the test would take minutes. */
const size = ({ number }: Pick) => (number % 20 === 0 ? large : small);
const forged = 'i-0bad0bad0bad0bad0';
const forgery = `{"EC2InstanceId":"${forged}","detail":{"instance-id":"${forged}","EC2InstanceId":"${forged}"},"polluted":true}`;

const kept = (name: string, apply: Mutation['apply']): Mutation => ({ name, identity: 'kept', apply });
const destroyed = (name: string, apply: Mutation['apply']): Mutation => ({
  name,
  identity: 'destroyed',
  apply,
});

export const keeping: readonly Mutation[] = [
  kept('nothing', () => undefined),
  kept('written with blanks', (message) => JSON.stringify(message, null, 2)),
  kept('its members in another order', (message) =>
    JSON.stringify(Object.fromEntries(Object.entries(message).reverse())),
  ),
  kept('a field that nobody knows', (message, _, { json, id }) => {
    message[`x-${id}`] = json;
    return undefined;
  }),
  kept('a field that it can do without, taken away', (message, { spares }, picked) => {
    setAt(message, oneOf(spares, picked), undefined);
    return undefined;
  }),
  kept('nonsense in a field that it can do without', (message, { spares }, picked) => {
    setAt(message, oneOf(spares, picked), picked.json);
    return undefined;
  }),
  kept('a prototype of its own', (message) => before(message, `"__proto__":${forgery}`)),
  kept('a constructor of its own', (message) =>
    before(message, `"constructor":{"prototype":${forgery}},"toString":1,"hasOwnProperty":null`),
  ),
  kept('deep arrays', (message, _, picked) => after(message, `"deep":${size(picked).arrays}`)),
  kept('deep objects', (message, _, picked) => before(message, `"deep":${size(picked).objects}`)),
  kept('a huge field', (message, _, picked) => before(message, `"huge":"${size(picked).text}"`)),
  kept('half a surrogate pair in another field', (message) => after(message, '"half":"\\ud83d"')),
  kept('the same key twice, of which the last counts', (message, { idAt }) =>
    before(message, `${JSON.stringify(idAt[0])}:"${forged}"`),
  ),
  kept('keys written with escapes', (message) =>
    JSON.stringify(message).replace(/"(EC2InstanceId|instance-id|detail)":/g, (_, key: string) => {
      const [first = '', ...rest] = key;
      return `"\\u${first.charCodeAt(0).toString(16).padStart(4, '0')}${rest.join('')}":`;
    }),
  ),
  kept('an instance that is named twice', (message, { idAt }) => {
    const entities = valueAt(message, ['detail', 'affectedEntities']);
    if (Array.isArray(entities)) entities.push({ entityValue: valueAt(message, idAt) });
    return undefined;
  }),
  kept('about another instance', (message, { idAt, leadsTo }, { id }) => {
    if (leadsTo === 'notices') setAt(message, idAt, `i-${id}`);
    return undefined;
  }),
];

export const destroying: readonly Mutation[] = [
  destroyed('its id is something else', (message, { idAt }, picked) => {
    const id = String(valueAt(message, idAt));
    const wrong: readonly unknown[] = [
      [undefined, null, 7, true, [id], { id }, '', 'i-', `${id}\n`, ` ${id}`, `${id}\u0000`, `${id}\ud800`],
      [
        id.toUpperCase(),
        id.replace('i-', 'I-').replace('arn', 'ARN'),
        `${id}${size(picked).text}`,
        `${id}"`,
        `"${id}`,
      ],
      [
        Array.from(id),
        id.replaceAll('-', '\u2010'),
        Number.parseInt(id.slice(2), 16),
        `${id}/`,
        `${id},${id}`,
      ],
    ].flat();
    setAt(message, idAt, oneOf(wrong, picked));
    return undefined;
  }),
  destroyed('its id only in a prototype', (message, { idAt }) => {
    const inherited = JSON.stringify({ [String(idAt.at(-1))]: valueAt(message, idAt) });
    setAt(message, idAt, 'IN A PROTOTYPE');
    return JSON.stringify(message).replace(
      `${JSON.stringify(idAt.at(-1))}:"IN A PROTOTYPE"`,
      `"__proto__":${inherited}`,
    );
  }),
  destroyed('a field that it needs is taken away', (message, { needs }, picked) => {
    setAt(message, oneOf(needs, picked), undefined);
    return undefined;
  }),
  destroyed('nonsense in a field that it needs', (message, { needs }, picked) => {
    const place = oneOf(needs, picked);
    const value = valueAt(message, place);
    const wrong: readonly unknown[] = [
      null,
      7,
      123_456_789_012,
      true,
      [],
      {},
      [value],
      { value },
      '',
      size(picked).text,
      '\ud800',
    ];
    setAt(message, place, oneOf(wrong, { ...picked, number: Math.floor(picked.number / needs.length) }));
    return undefined;
  }),
  destroyed('its detail beside the envelope', ({ detail, ...rest }) =>
    JSON.stringify(detail === undefined ? {} : Object.assign({}, detail, rest)),
  ),
  destroyed('cut off', (message, _, { number }) => {
    const text = JSON.stringify(message);
    return text.slice(0, number % text.length);
  }),
  destroyed('in an array', (message) => JSON.stringify([message])),
  destroyed('written twice over', (message) => JSON.stringify(JSON.stringify(message))),
  destroyed('in another object', (message) =>
    JSON.stringify({ Message: message, detail: message, body: message }),
  ),
  destroyed('in too many arrays', (_, __, picked) => size(picked).arrays),
  destroyed('followed by something', (message) => `${JSON.stringify(message)}x`),
];

/** Messages that are about nothing, as they come between those that are. */
export const noise: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 20, arbitrary: fc.json({ maxDepth: 4 }) },
  {
    weight: 20,
    arbitrary: fc.constantFrom(
      '',
      'null',
      '{}',
      '[]',
      '0',
      `{"__proto__":${forgery}}`,
      ...Object.values(small),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...Object.values(large)) },
);
