/** Records of an event, each with what must come of it. */
import fc from 'fast-check';
import { asText, fixture, inEnvelope, recordOfSns, recordOfSqs } from './events';
import { destroying, keeping, noise, pick, type Mutation, type Pick } from './mutations';
import { plant, planted, valueAt, type Json, type Planted } from './planted';

export type Source = 'sns' | 'sqs' | 'event-bridge';

export interface Carried {
  /** A record, or for EventBridge the event. */
  readonly value: unknown;
  /** The ids of instances, or the ARN of a task: none where nothing may come of it. */
  readonly expected: readonly unknown[];
  /** For a failure's message. */
  readonly story: string;
}

type Wrap = (text: string) => Json;
interface Way {
  readonly name: string;
  readonly wrap: Wrap;
  /** What of the planted gets through. */
  readonly takes: (planted: Planted) => boolean;
}

const isLifecycleAction = ({ name }: Planted) => name.includes('lifecycle-action');
const isEvent = ({ form }: Planted) => form === 'event';
const any = () => true;

/** What a transport can do without, whatever stands there. */
const shabby = {
  Signature: 7,
  SigningCertURL: null,
  MessageId: ['x'],
  Timestamp: 'yesterday',
  Type: undefined,
};
const shabbyQueue = { messageId: {}, attributes: 'none', md5OfBody: undefined };

const onTopic: readonly Way[] = [
  { name: 'SNS', wrap: (text) => recordOfSns(text), takes: isLifecycleAction },
  { name: 'SNS, shabby', wrap: (text) => recordOfSns(text, shabby), takes: isLifecycleAction },
  {
    name: 'SNS with a dated id',
    wrap: (text) => recordOfSns(text, { Timestamp: '9999-12-31T00:00:00Z' }),
    takes: isLifecycleAction,
  },
];

const badTopics: readonly Way[] = [undefined, 7, '', 'arn:aws:sns:nowhere:1:x', ['arn']].map((TopicArn) => ({
  name: `SNS of topic ${String(TopicArn)}`,
  wrap: (text) => recordOfSns(text, { TopicArn }),
  takes: () => false,
}));

const inQueue: readonly Way[] = [
  { name: 'a queue', wrap: (text) => recordOfSqs(text), takes: any },
  { name: 'a queue, shabby', wrap: (text) => recordOfSqs(text, shabbyQueue), takes: any },
  {
    name: 'a queue without a name',
    wrap: (text) => recordOfSqs(text, { eventSourceARN: 'q' }),
    takes: isEvent,
  },
  { name: 'SNS in a queue', wrap: (text) => recordOfSqs(inEnvelope(text)), takes: isLifecycleAction },
  {
    name: 'SNS in a queue, shabby',
    wrap: (text) => recordOfSqs(inEnvelope(text, shabby), { ...shabbyQueue, eventSourceARN: 7 }),
    takes: isLifecycleAction,
  },
  {
    name: 'SNS in SNS in a queue',
    wrap: (text) => recordOfSqs(inEnvelope(inEnvelope(text))),
    takes: () => false,
  },
  {
    name: 'a body that is no text',
    wrap: (text) => recordOfSqs(text, { body: [text] }),
    takes: () => false,
  },
  {
    name: 'another service',
    wrap: (text) => recordOfSqs(text, { eventSource: 'aws:s3' }),
    takes: () => false,
  },
];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A planted message that nothing has happened to that matters, in a way that it may come. */
const real = (ways: readonly Way[], from: readonly Planted[]): fc.Arbitrary<Carried> =>
  carriedBy(ways, from, keeping);

/** One that something has happened to, or that came where it may not. */
const broken = (ways: readonly Way[]): fc.Arbitrary<Carried> => carriedBy(ways, planted, destroying);

const carriedBy = (
  ways: readonly Way[],
  from: readonly Planted[],
  mutations: readonly Mutation[],
): fc.Arbitrary<Carried> =>
  fc
    .record({
      way: fc.constantFrom(...ways),
      what: fc.constantFrom(...from),
      mutation: fc.constantFrom(...mutations),
      id: pick.map(({ id }) => id),
      picked: pick,
    })
    .map(({ way, what, mutation, id, picked }) => carry(way, what, mutation, id, picked));

function carry(way: Way, what: Planted, mutation: Mutation, id: string, picked: Pick): Carried {
  const message = plant(what, what.leadsTo === 'wake' ? id : `i-${id}`);
  const text = mutation.apply(message, what, picked) ?? JSON.stringify(message);
  const isKept = mutation.identity === 'kept' && way.takes(what);
  return {
    value: way.wrap(text),
    // By the path that AWS documents, in what is sent in the end.
    expected: isKept ? [valueAt(JSON.parse(text), what.idAt)] : [],
    story: `${what.name}, ${mutation.name}, by ${way.name}`,
  };
}

const noiseBy = (ways: readonly Way[]): fc.Arbitrary<Carried> =>
  fc
    .tuple(fc.constantFrom(...ways), noise)
    .map(([{ name, wrap }, text]) => ({ value: wrap(text), expected: [], story: `noise by ${name}` }));

const bareNoise: fc.Arbitrary<Carried> = fc
  .oneof(fc.anything(), fc.constantFrom(undefined, null, 7, '', [], {}, { Sns: null }, { Sns: [] }))
  .map((value) => ({ value, expected: [], story: 'noise' }));

const recordBy = (ways: readonly Way[], more: readonly Way[] = []) =>
  fc.oneof(
    { weight: 3, arbitrary: real(ways, planted) },
    broken(ways),
    real([...more, ...ways], planted),
    noiseBy(ways),
    moves(ways),
    bareNoise,
  );

/** What looks like a termination, and is none. */
const moves = (ways: readonly Way[]): fc.Arbitrary<Carried> =>
  fc
    .tuple(
      fc.constantFrom(...ways),
      fc.constantFrom('messages/warm-pool-move', 'event-bridge/warm-pool-move'),
    )
    .map(([{ name, wrap }, move]) => ({
      value: wrap(asText(fixture(move))),
      expected: [],
      story: `${move} by ${name}`,
    }));

/** An event itself: a text where it is no JSON, with which Lambda would not call. */
const onBus: Way = {
  name: 'a bus',
  wrap: (text) => parsed(text) as Json, // or nothing, which is an event of nobody
  takes: isEvent,
};

/** The event, and what must come of each record. */
export const event: fc.Arbitrary<{ source: Source; event: unknown; records: readonly Carried[] }> = fc.oneof(
  fc.array(recordBy(onTopic, badTopics), { minLength: 1, maxLength: 4 }).map((records) => ({
    source: 'sns' as const,
    event: { Records: records.map(({ value }) => value) },
    records,
  })),
  fc.array(recordBy(inQueue), { minLength: 1, maxLength: 4 }).map((records) => ({
    source: 'sqs' as const,
    event: { Records: records.map(({ value }) => value) },
    records,
  })),
  fc
    .oneof(
      { weight: 3, arbitrary: real([onBus], planted) },
      broken([onBus]),
      noiseBy([onBus]),
      moves([onBus]),
    )
    .map((record) => ({
      source: 'event-bridge' as const,
      event: record.value,
      records: [record],
    })),
);
