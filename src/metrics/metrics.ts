/**
 * Every metric of ours: this table makes them, names them in the docs (`npm run docs:metrics`) and checks the alerts. No label
 * grows with the number of instances, clusters or groups: the search attributes tell those.
 */

interface Common {
  /** As the code creates it: Prometheus shows a counter with `_total`, and what is in seconds with `_seconds`. */
  readonly name: `ecs_drain_${string}`;
  readonly labels: readonly string[];
  readonly meaning: string;
}

export type CounterSpec = Common & { readonly kind: 'counter' };
export type GaugeSpec = Common & { readonly kind: 'gauge' };
/** In seconds; `buckets` are the upper bounds. */
export type HistogramSpec = Common & { readonly kind: 'histogram'; readonly buckets: readonly number[] };

const minutesToDays = [10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400, 172_800];

export const metrics = {
  drainsStarted: {
    name: 'ecs_drain_drains_started',
    kind: 'counter',
    labels: [],
    meaning: 'Drains that began.',
  },
  drainsEnded: {
    name: 'ecs_drain_drains_ended',
    kind: 'counter',
    labels: ['outcome', 'trigger', 'mode'],
    meaning:
      'Drains that ended, by [outcome](reconciler.md#outcomes), by the kind of notice that asked for them, and by mode: `live` or `shadow`.',
  },
  drainPhase: {
    name: 'ecs_drain_drain_phase',
    kind: 'histogram',
    labels: ['until', 'mode'],
    buckets: minutesToDays,
    meaning:
      'From the start of a drain until its instance was seen DRAINING (`draining`), until nothing that it waits for was left (`emptied`), and until its end (`ended`). Recorded when it ends.',
  },
  observations: {
    name: 'ecs_drain_observations',
    kind: 'counter',
    labels: ['cause'],
    meaning:
      'Observations of AWS by drains: the first of a run (`start`), `woken` by a notice or a command, by a timer (`resync`), or `at-once` after an action.',
  },
  sweeps: {
    name: 'ecs_drain_sweeps',
    kind: 'counter',
    labels: ['result'],
    meaning: 'Sweeps that were `completed` and that `failed`.',
  },
  swept: {
    name: 'ecs_drain_swept_instances',
    kind: 'counter',
    labels: ['found'],
    meaning:
      'Instances that sweeps found: `waiting` in a termination hook, of them `started` (no message had told of them) and `left-alone`; and `orphaned`: DRAINING without a drain.',
  },
  awsCalls: {
    name: 'ecs_drain_aws_calls',
    kind: 'counter',
    labels: ['service', 'operation', 'outcome'],
    meaning:
      'Calls of AWS, each attempt counted: `ok`, `throttled`, `denied`, `failed` (refused for another reason, or an error of AWS) or `unanswered`.',
  },
  budgetWait: {
    name: 'ecs_drain_request_budget_wait',
    kind: 'histogram',
    labels: ['bucket'],
    buckets: [0.01, 0.1, 0.5, 1, 2, 5, 10],
    meaning: "How long calls waited for the worker's share of ECS's request rate.",
  },
  budgetGivenUp: {
    name: 'ecs_drain_request_budget_given_up',
    kind: 'counter',
    labels: ['bucket'],
    meaning: 'Calls that were not made, because their share of the request rate did not come in time.',
  },
  drainsRunning: {
    name: 'ecs_drain_drains_running',
    kind: 'gauge',
    labels: ['reason'],
    meaning:
      'Drains that run, by the [reason](reconciler.md#reasons) for which they stand where they are; `Unreadable`: the workers cannot carry it on, or there was none to ask.',
  },
  drainsWithCondition: {
    name: 'ecs_drain_drains_with_condition',
    kind: 'gauge',
    labels: ['condition'],
    meaning: 'Drains that run, by the [conditions](reconciler.md#conditions) that are raised.',
  },
  drainsNotTaken: {
    name: 'ecs_drain_drains_not_taken',
    kind: 'gauge',
    labels: [],
    meaning:
      'Drains in the whole namespace, of any account and Region, that no worker has taken within a minute of their start; NaN where Temporal does not say.',
  },
  oldestDrainAge: {
    name: 'ecs_drain_oldest_drain_age_seconds',
    kind: 'gauge',
    labels: [],
    meaning: 'For how long the oldest drain has run; 0 while none runs.',
  },
  hookSecondsLeft: {
    name: 'ecs_drain_hook_seconds_left',
    kind: 'gauge',
    labels: [],
    meaning:
      'Until the first lifecycle hook of all drains ends its wait by itself, unless a heartbeat comes before; NaN while there is none.',
  },
  countsAt: {
    name: 'ecs_drain_counts_timestamp_seconds',
    kind: 'gauge',
    labels: [],
    meaning: 'When the drains were last counted, since the epoch: the gauges are as of then.',
  },
} as const satisfies Readonly<Record<string, CounterSpec | HistogramSpec | GaugeSpec>>;

/** The name under which Prometheus sees it; a histogram's with `_bucket`, `_sum` and `_count`. */
export const exposedName = ({ name, kind }: CounterSpec | HistogramSpec | GaugeSpec): string =>
  ({ counter: `${name}_total`, histogram: `${name}_seconds`, gauge: name })[kind];
