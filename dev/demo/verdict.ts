import { audit, type RecordEntry, type Summary, summarize } from '@ecs-drain/local-aws';
import { drainAccessKeyId } from '../local-stack';
import type { Ending } from './endings';

export interface Verdict {
  /** What was not right, a sentence each. None: the drains were right. */
  readonly problems: readonly string[];
  /** Drains whose instance is gone and whose workflow says drained. */
  readonly drained: number;
  readonly heartbeats: number;
  /** What happened, in numbers; the calls are our worker's. */
  readonly summary: Summary;
}

/**
 * Whether the drains were right. What the local AWS has recorded decides; of our own words only the workflow's outcome
 * counts, and against us.
 */
export function judge(
  entries: readonly RecordEntry[],
  hook: string,
  endings: ReadonlyMap<string, Ending>,
): Verdict {
  const ids = [...endings.keys()];
  const summary = summarize(entries, { callers: [drainAccessKeyId] });
  const findings = audit(entries, { hookOwners: { [drainAccessKeyId]: [hook] } }).filter(
    ({ subject, caller }) => ids.includes(subject) || caller === drainAccessKeyId,
  );
  const gone = ids.filter((id) =>
    entries.some((e) => e.kind === 'instance' && e.instanceId === id && e.lifecycleState === 'Terminated'),
  );
  const completed = ids.filter((id) =>
    entries.some(
      (e) =>
        e.kind === 'lifecycle-action' &&
        e.instanceId === id &&
        e.change.what === 'completed' &&
        e.change.by === drainAccessKeyId &&
        e.change.result === 'CONTINUE',
    ),
  );
  const without = (having: readonly string[], problem: string): string[] =>
    ids.filter((id) => !having.includes(id)).map((id) => `${id}: ${problem}`);
  return {
    problems: [
      ...findings.map(({ promise, message }) => `${promise}: ${message}`),
      ...without(gone, 'the instance is not gone'),
      ...without(completed, 'our worker has not completed the lifecycle action with CONTINUE'),
      ...[...endings].flatMap(([id, ending]) => problemOf(ending).map((problem) => `${id}: ${problem}`)),
    ],
    drained: gone.filter((id) => problemOf(endings.get(id)).length === 0).length,
    heartbeats: entries.filter((e) => e.kind === 'lifecycle-action' && e.change.what === 'heartbeat').length,
    summary,
  };
}

function problemOf(ending: Ending | undefined): string[] {
  if (ending === undefined) return ['there is no workflow'];
  if (ending.kind === 'not-ended') return [`the workflow has not ended: ${ending.reason}`];
  const { outcome } = ending.result;
  return outcome === 'drained' ? [] : [`the workflow ended with ${outcome}`];
}
