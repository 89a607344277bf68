import type { RecordEntry } from './record-entries';

/**
 * Whether entries are about an EC2 instance: what happens to it and on it, and the calls and messages that name it, its
 * container instance, one of its tasks or a token of it. Entries must come in order, since names are learnt on the way.
 */
export function entriesAbout(entries: readonly RecordEntry[], ec2InstanceId: string): RecordEntry[] {
  const names = new Set([ec2InstanceId]);
  const learn = (entry: RecordEntry): void => {
    if ('taskArn' in entry) names.add(idOf(entry.taskArn));
    if ('containerInstanceArn' in entry) names.add(idOf(entry.containerInstanceArn));
    if (entry.kind === 'lifecycle-action') names.add(entry.token);
  };
  // A call stands before the changes it caused, so all names are learnt before anything is told.
  const isOfHost = (entry: RecordEntry): boolean =>
    ('ec2InstanceId' in entry && entry.ec2InstanceId === ec2InstanceId) ||
    ('instanceId' in entry && entry.instanceId === ec2InstanceId);
  for (const entry of entries) if (isOfHost(entry)) learn(entry);
  const isNamedIn = (text: string): boolean => (text.match(/[\w-]+/g) ?? []).some((word) => names.has(word));
  return entries.filter(
    (entry) =>
      isOfHost(entry) ||
      (entry.kind === 'call' && isNamedIn(JSON.stringify(entry.input))) ||
      (entry.kind === 'notification' && isNamedIn(entry.message)) ||
      (entry.kind === 'queue-message' && entry.change.what === 'sent' && isNamedIn(entry.change.body)),
  );
}

const idOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
