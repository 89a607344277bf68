import type { RecordEntry } from '../record-entries';
import { type AuditOptions, type Finding, rules } from './rules';

/** The broken promises that a record shows, in the order they happened. Reads the record and nothing else. */
export function audit(entries: readonly RecordEntry[], options: AuditOptions = {}): Finding[] {
  return rules
    .flatMap(({ promise, find }) => find(entries, options).map((finding) => ({ promise, ...finding })))
    .sort((a, b) => a.seq - b.seq);
}
