import {
  decideLimits,
  noLimitsYet,
  type LimitsInput,
  type LimitsCheckpoint,
} from '../../../../src/domain/limits/decide-limits';
import { limitsIn, limitsStateOf } from '../../../../src/domain/limits/limits-state';
import { changedParts, UnknownStateError } from '../../../../src/domain/drain/state/recorded-state';
import { clusterArn, startedAt } from '../../../support/observations';

const now = startedAt + 60_000;
const who = { by: 'ana', reason: 'an incident' };
const drain = (index: number) => `i-0000000000000000${index}`;
const wants = (index: number, change: { deadlineAt?: number; budget?: number } = {}): LimitsInput => ({
  kind: 'request-permit',
  request: {
    ec2InstanceId: drain(index),
    clusterArn,
    budget: 1,
    deadlineAt: undefined,
    requestedAt: startedAt + index,
    ...change,
  },
});
const givesBack = (index: number): LimitsInput => ({ kind: 'return-permit', ec2InstanceId: drain(index) });
const update = (name: string, id = 'command-1', said: unknown = who): LimitsInput => ({
  kind: 'update',
  id,
  name,
  attribution: said,
});

const after = (...inputs: readonly LimitsInput[]) => decideLimits(noLimitsYet, inputs, now);
/** What a drain's or person's word leads to once drains were tended to. */
const tended = ({ limits, told, tend }: ReturnType<typeof decideLimits>, ended: readonly string[] = []) =>
  decideLimits({ limits, told }, tend ? [{ kind: 'tended', request: tend.request, ended }] : [], now);

describe('the limits', () => {
  it('are over where there is nothing to limit', () => {
    expect(after()).toMatchObject({ tend: undefined, isOver: true });
  });

  it('wake the drain that has a permit, at once, then ask in an hour whether it runs', () => {
    const granted = after(wants(1));
    expect(granted.tend).toMatchObject({ request: { wake: [drain(1)], check: [] }, afterMs: 0 });
    const told = tended(granted);
    expect(told.tend).toMatchObject({ request: { wake: [], check: [drain(1)] }, afterMs: 3_600_000 });
    expect(told.isOver).toBe(false);
  });

  it('ask each minute while another waits, and give the permit of a drain that is over to it', () => {
    const told = tended(after(wants(1), wants(2)));
    expect(told.tend).toMatchObject({ request: { check: [drain(1)] }, afterMs: 60_000 });
    const freed = tended(told, [drain(1)]);
    expect(freed.limits.permits).toMatchObject([{ ec2InstanceId: drain(2) }]);
    expect(freed.tend).toMatchObject({ request: { wake: [drain(2)] }, afterMs: 0 });
  });

  it('end once the last permit is returned', () => {
    const { limits, told } = tended(after(wants(1)));
    const ended = decideLimits({ limits, told }, [givesBack(1)], now);
    expect(ended).toMatchObject({ limits: { permits: [] }, isOver: true });
  });

  it('give the next permit to the drain whose deadline is nearest', () => {
    const { limits } = after(wants(1), wants(2), wants(3, { deadlineAt: now + 1 }));
    expect(limits.waiting.map(({ ec2InstanceId }) => ec2InstanceId)).toEqual([drain(3), drain(2)]);
  });

  it.each<[string, LimitsInput]>([
    ['a request that is none', { kind: 'request-permit', request: { ec2InstanceId: 'forged' } }],
    ['a permit that is no text', { kind: 'return-permit', ec2InstanceId: 7 }],
    ['a permit that nobody has', givesBack(9)],
  ])('are not changed by %s', (_, input) => {
    expect(after(input)).toMatchObject({ limits: noLimitsYet.limits, isOver: true });
  });
});

describe('a pause of all', () => {
  const paused = after(update('pauseAll'));

  it('is answered, and wakes all drains once', () => {
    expect(paused).toMatchObject({
      limits: { allPaused: { ...who, at: now } },
      replies: { 'command-1': { kind: 'accepted', value: { ...who, at: now } } },
      tend: { request: { wake: 'all' }, afterMs: 0 },
      isOver: false,
    });
    expect(tended(paused)).toMatchObject({ tend: undefined, isOver: false });
  });

  it('given again is answered with the first', () => {
    const again = decideLimits(
      paused,
      [update('pauseAll', 'command-2', { by: 'bo', reason: 'too' })],
      now + 9_000,
    );
    expect(again.replies).toEqual({ 'command-2': { kind: 'accepted', value: { ...who, at: now } } });
  });

  it('ends with a resume, of which all drains are told before the limits end', () => {
    const resumed = decideLimits(tended(paused), [update('resumeAll')], now);
    expect(resumed).toMatchObject({
      limits: { allPaused: undefined },
      tend: { request: { wake: 'all' } },
      isOver: false,
    });
    expect(tended(resumed)).toMatchObject({ tend: undefined, isOver: true });
  });

  it.each([
    ['without a reason', update('pauseAll', 'command-1', { by: 'ana' }), 'expected {"by"'],
    ['by another name', update('stopAll'), 'this worker does not know the command stopAll'],
  ])('%s is refused in words', (_, input, message) => {
    const { replies, limits } = after(input);
    expect(replies['command-1']).toEqual({
      kind: 'refused',
      message: expect.stringContaining(message) as unknown,
    });
    expect(limits).toEqual(noLimitsYet.limits);
  });

  it('and permits at once are both told of', () => {
    const both = after(update('pauseAll'), wants(1));
    expect(both.tend?.request.wake).toBe('all');
    expect(tended(both).tend).toMatchObject({ request: { check: [drain(1)] } });
  });
});

describe('the state of the limits', () => {
  const checkpoint: LimitsCheckpoint = after(
    update('pauseAll'),
    wants(1),
    wants(2),
    wants(3, { deadlineAt: now }),
  );
  const recorded = limitsStateOf(checkpoint);

  it.each<[string, LimitsCheckpoint]>([
    ['none', noLimitsYet],
    ['all', checkpoint],
    ['told', tended(after(wants(1, { budget: 2 }), wants(2, { budget: 2 })))],
  ])('is read as it was written: %s', (_, { limits, told }) => {
    expect(limitsIn(JSON.parse(JSON.stringify(limitsStateOf({ limits, told }))) as typeof recorded)).toEqual({
      limits,
      told,
    });
  });

  it('records only the drains that have changed, and drops those that are gone', () => {
    const next = decideLimits(checkpoint, [givesBack(2)], now);
    expect(Object.keys(changedParts(recorded, limitsStateOf(next, recorded)))).toEqual([drain(2)]);
    expect(limitsStateOf(next, recorded)[drain(2)]).toBeNull();
  });

  it.each(['core', drain(1)])('is not read where %s is of an unknown version', (part) => {
    const state = { ...recorded, [part]: Object.assign({}, recorded[part], { version: 2 }) };
    expect(() => limitsIn(state)).toThrow(UnknownStateError);
  });
});
