/** Drain clients with one well-known mistake each: what a judge of drains must convict. */
export { type KnownBadClient, type RunningClient, startKnownBadClient } from './client';
export { completesEveryHook } from './completes-every-hook';
export { neverHeartbeats } from './never-heartbeats';
export { pollsEachInstance } from './polls-each-instance';
export { readsFirstPageOnly } from './reads-first-page-only';
export { stopsDaemonsFirst } from './stops-daemons-first';
export { trustsRunningCount } from './trusts-running-count';
