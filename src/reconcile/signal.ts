/**
 * Why a drain was asked for. A signal is a hint that carries an identity: what is true is what AWS answers.
 */
export interface TerminateLifecycleAction {
  readonly kind: 'terminate-lifecycle-action';
  readonly ec2InstanceId: string;
  readonly autoScalingGroupName: string;
  readonly lifecycleHookName: string;
  readonly lifecycleActionToken: string;
  /** ARN of the topic that carried the message. SNS says so, not the message, so a forger cannot choose it. */
  readonly topicArn: string;
}

export type LeavingSignal = TerminateLifecycleAction;

/** An id goes into filters that many drains share: one of another shape would fail them all. */
export const isEc2InstanceId = (value: unknown): value is string =>
  typeof value === 'string' && /^i-[0-9a-f]{8,17}$/.test(value);

const texts = ['autoScalingGroupName', 'lifecycleHookName', 'lifecycleActionToken', 'topicArn'] as const;

/** Whether a value that reached the workflow, from a starter or from a person's hand, is a signal it understands. */
export function isLeavingSignal(value: unknown): value is LeavingSignal {
  if (typeof value !== 'object' || value === null) return false;
  const candidate = value as Readonly<Record<string, unknown>>; // narrowed field by field below
  return (
    candidate['kind'] === 'terminate-lifecycle-action' &&
    isEc2InstanceId(candidate['ec2InstanceId']) &&
    texts.every((field) => typeof candidate[field] === 'string' && candidate[field] !== '')
  );
}
