import type { CallRecord, RecordEntry, TaskRecord } from '../record-entries';

export type At<T> = T & { readonly seq: number; readonly at: number };

/** Entries of one kind, in order. */
export const ofKind = <K extends RecordEntry['kind']>(
  entries: readonly RecordEntry[],
  kind: K,
): Extract<RecordEntry, { kind: K }>[] =>
  entries.filter((entry): entry is Extract<RecordEntry, { kind: K }> => entry.kind === kind);

/** Whether a call was carried out, even where its answer was lost. */
export const tookEffect = ({ outcome }: CallRecord): boolean =>
  outcome.kind === 'ok' || (outcome.kind === 'no-answer' && outcome.effect);

/** The last segment of an ARN, or the id itself. */
export const idOf = (arnOrId: string): string => arnOrId.slice(arnOrId.lastIndexOf('/') + 1);

/** A string member of a call's input. */
export function inputText(call: CallRecord, member: string): string | undefined {
  if (typeof call.input !== 'object' || call.input === null) return undefined;
  const value: unknown = Reflect.get(call.input, member);
  return typeof value === 'string' ? value : undefined;
}

/** Walks the record with the tasks as they stood just before each entry, by task id. */
export function* withTasks(
  entries: readonly RecordEntry[],
): Generator<{ readonly entry: RecordEntry; readonly tasks: ReadonlyMap<string, TaskRecord> }> {
  const tasks = new Map<string, TaskRecord>();
  for (const entry of entries) {
    yield { entry, tasks };
    if (entry.kind === 'task') tasks.set(idOf(entry.taskArn), entry);
  }
}
