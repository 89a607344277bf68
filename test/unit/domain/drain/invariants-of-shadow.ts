/** What holds of drains that touch nothing. */
import { isDeepStrictEqual } from 'node:util';
import type { Action } from '../../../../src/domain/drain/actions';
import { describe, pairsOf } from '../../../support/simulated-world/facts';
import { aims } from '../../../support/simulated-world/limits-facts';
import type { Invariants } from './invariants';

/** Where the spec says shadow. */
export const ofShadows: Invariants = {
  'a shadow touches nothing': ({ performed, heartbeats }) => [
    ...performed.map(describe),
    ...heartbeats.map(({ at }) => `a heartbeat at ${at}`),
  ],

  'what a shadow plans is kept, each once': ({ sayings }) => [
    ...pairsOf(sayings)
      .filter(([{ planned: before }, { planned: after }]) => {
        return !isDeepStrictEqual(after.slice(0, before.length), before);
      })
      .map(([, { at }]) => `not kept at ${at}`),
    ...sayings.slice(-1).flatMap(({ planned }) => {
      const all = planned.flatMap(({ action }) => aims(action));
      return all.filter((aim, index) => all.indexOf(aim) !== index).map((aim) => `twice: ${aim}`);
    }),
  ],

  'what a shadow plans, an acting drain would be told by the same observation': ({ sayings }) =>
    pairsOf([undefined, ...sayings]).flatMap(([before, after]) =>
      (after?.planned.slice(before?.planned.length ?? 0) ?? [])
        .filter(({ action }) => !isMeantBy(after?.toldIfActing, action))
        .map(({ action }) => `${aims(action).join()} at ${after?.at}: ${after?.toldIfActing?.kind}`),
    ),

  'what an acting drain would be told, a shadow plans': ({ sayings }) =>
    sayings.flatMap(({ toldIfActing, planned, at }) => {
      // A shadow takes no permit.
      if (toldIfActing === undefined || toldIfActing.kind === 'request-permit') return [];
      const all = planned.flatMap(({ action }) => aims(action));
      return aims(toldIfActing)
        .filter((aim) => !all.includes(aim))
        .map((aim) => `not planned at ${at}: ${aim}`);
    }),
};

/** Hook by hook: an acting drain would be at the next one by now. Where it requests a permit, a shadow is at what comes after. */
function isMeantBy(told: Action | undefined, planned: Action): boolean {
  if (told?.kind === 'request-permit') return planned.kind === 'set-draining';
  if (told?.kind === 'complete-lifecycle-action' && planned.kind === told.kind)
    return planned.result === told.result && planned.outcome === told.outcome;
  return told !== undefined && aims(planned).every((aim) => aims(told).includes(aim));
}

/** Where the spec's groups do not have the instance's. */
export const ofGroupsNotAllowed: Invariants = {
  'an instance of a group that is not allowed is not touched': ({ performed, heartbeats }) => [
    ...performed.map(describe),
    ...heartbeats.filter(({ isRecorded }) => isRecorded).map(({ at }) => `a heartbeat at ${at}`),
  ],
};
