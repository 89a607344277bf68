import { changesIn, completed } from '../../../../../src/domain/drain/observation/changes';
import { fingerprintOf } from '../../../../../src/domain/format/fingerprint';
import { known, unknown, type Task } from '../../../../../src/domain/drain/observation/observation';
import {
  aConfirmedState,
  aHost,
  anObservation,
  aService,
  aTask,
  clusterArn,
  described,
  listed,
  startedAt,
  transient,
  withListing,
} from '../../../../support/observations';
import { knownHostOf } from '../../../../../src/domain/drain/observation/observation-request';

const one = aTask();
const two = aTask();
const three = aTask();
const host = aHost();
const state = aConfirmedState({}, { host: withListing([one, two], { containerInstance: host }) });
const nothingAsked = { services: [] };

/** What is recorded of an observation, and what a decision has of it. */
const recorded = (tasks: ReturnType<typeof listed>) =>
  changesIn(anObservation({ tasks, containerInstance: known(host) }), nothingAsked, knownHostOf(state));

describe('what of the tasks is news', () => {
  const changed: Task = { ...two, lastStatus: 'DEACTIVATING' };

  it.each([
    ['nothing changed', [one, two], []],
    ['one changed its status', [one, changed], [changed]],
    ['one is new', [one, two, three], [three]],
    ['one began to stop', [{ ...one, stoppingAt: startedAt }, two], [{ ...one, stoppingAt: startedAt }]],
    [
      'one is desired STOPPED',
      [one, { ...two, desiredStatus: 'STOPPED' }],
      [{ ...two, desiredStatus: 'STOPPED' }],
    ],
  ])('%s', (_, seen, news) => {
    const observation = recorded(listed(...seen));
    expect(observation.tasks).toMatchObject(listed(...news));
    const byArn = (tasks: readonly Task[]) => new Set(tasks.map((task) => JSON.stringify(task)));
    const again = completed(observation, state).tasks;
    expect(again?.kind === 'known' && byArn(again.value.tasks)).toEqual(byArn(seen));
  });

  it.each(['lastStatus', 'desiredStatus', 'stoppingAt'] as const)(
    'each member that may change counts: %s',
    (member) => {
      const other = { ...one, [member]: member === 'stoppingAt' ? startedAt : 'another' };
      expect(recorded(described(other)).tasks).toEqual(described(other));
    },
  );

  it('a description completes nothing: what it does not tell is remembered in any case', () => {
    expect(completed(recorded(described(one)), state).tasks).toEqual(described());
  });

  it('what is not known, or was not asked, stays so', () => {
    expect(recorded(unknown(transient)).tasks).toEqual(unknown(transient));
    const unasked = anObservation({ tasks: undefined });
    expect(changesIn(unasked, nothingAsked, knownHostOf(state))).toEqual({ ...unasked, services: undefined });
  });

  it('all are news where none was known', () => {
    const fresh = aConfirmedState();
    const observation = anObservation({ tasks: listed(one, two) });
    expect(changesIn(observation, nothingAsked, knownHostOf(fresh)).tasks).toEqual(listed(one, two));
    expect(completed(observation, fresh)).toEqual(observation);
  });

  it('those of another container instance are not completed with the tasks of the one before', () => {
    const other = { clusterArn, containerInstanceArn: `${host.containerInstanceArn}-2` };
    const observation = anObservation({ tasks: listed(three), containerInstance: known(aHost(other)) });
    expect(completed(observation, state).tasks).toEqual(listed(three));
  });

  it('they are completed also where the host could not be seen', () => {
    const observation = anObservation({ tasks: listed(), containerInstance: unknown(transient) });
    expect(completed(observation, state).tasks).toEqual(listed(one, two));
  });
});

describe('what of services is news', () => {
  const web = aService();
  const worse = aService({ runningCount: 1 });
  const asked = (fingerprint: string | undefined) => ({ services: [{ name: web.serviceName, fingerprint }] });
  const news = (service: typeof web, fingerprint: string | undefined) =>
    changesIn(anObservation({ services: known([service]) }), asked(fingerprint), knownHostOf(state)).services;

  it.each([
    ['is known as it is', web, fingerprintOf(web), []],
    ['has changed', worse, fingerprintOf(web), [worse]],
    ['was not known', web, undefined, [web]],
  ])('one that %s', (_, service, fingerprint, expected) => {
    expect(news(service, fingerprint)).toEqual(known(expected));
  });
});
