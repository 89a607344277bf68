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
  /**
   * When SNS took the message, in milliseconds since the epoch: the wait in the hook began about then. SNS says so, not the
   * message. Undefined where the carrier does not tell.
   */
  readonly sentAt?: number | undefined;
}

/** A person wants the instance drained, also where Auto Scaling does not want it gone. Comes from Temporal alone. */
export interface OperatorRequest {
  readonly kind: 'operator-request';
  readonly ec2InstanceId: string;
  /** Who asks, and why: for the status. */
  readonly by: string;
  readonly why: string;
  /** What becomes of an instance that nobody terminates, once it is drained. */
  readonly afterwards: 'stay-draining' | 'return-to-active';
  /** Milliseconds since the epoch. */
  readonly deadlineAt?: number | undefined;
}

export type LeavingSignal = TerminateLifecycleAction | OperatorRequest;

/** An id goes into filters that many drains share: one of another shape would fail them all. */
export const isEc2InstanceId = (value: unknown): value is string =>
  typeof value === 'string' && /^i-[0-9a-f]{8,17}$/.test(value);

type Candidate = Readonly<Record<string, unknown>>;

/** As long as AWS's names and ARNs can be, with some room: memory carries it for the life of the drain. */
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '' && value.length <= 1000;

const hasTexts = (candidate: Candidate, fields: readonly string[]): boolean =>
  fields.every((field) => isText(candidate[field]));

/** Milliseconds since the epoch, not seconds or nanoseconds: of this century. Or undefined, where nothing has to be said. */
export const isInstant = (value: unknown): boolean =>
  value === undefined ||
  (Number.isInteger(value) && Number(value) > Date.UTC(2020, 0) && Number(value) < Date.UTC(2100, 0));

const shapes: Readonly<Record<LeavingSignal['kind'], (candidate: Candidate) => boolean>> = {
  'terminate-lifecycle-action': (candidate) =>
    hasTexts(candidate, ['autoScalingGroupName', 'lifecycleHookName', 'lifecycleActionToken', 'topicArn']) &&
    isInstant(candidate['sentAt']),
  'operator-request': (candidate) =>
    hasTexts(candidate, ['by', 'why']) &&
    isInstant(candidate['deadlineAt']) &&
    (candidate['afterwards'] === 'stay-draining' || candidate['afterwards'] === 'return-to-active'),
};

const isKind = (value: unknown): value is LeavingSignal['kind'] =>
  typeof value === 'string' && Object.hasOwn(shapes, value);

/** Whether a value that reached the workflow, from a starter or from a person's hand, is a signal it understands. */
export function isLeavingSignal(value: unknown): value is LeavingSignal {
  if (typeof value !== 'object' || value === null) return false;
  const candidate = value as Candidate; // narrowed field by field
  return (
    isKind(candidate['kind']) &&
    isEc2InstanceId(candidate['ec2InstanceId']) &&
    shapes[candidate['kind']](candidate)
  );
}
