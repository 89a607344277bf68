/**
 * Why a drain was asked for. A notice is a hint that carries an identity: what is true is what AWS answers.
 */
export interface TerminateLifecycleAction {
  readonly kind: 'terminate-lifecycle-action';
  readonly ec2InstanceId: string;
  readonly autoScalingGroupName: string;
  readonly lifecycleHookName: string;
  readonly lifecycleActionToken: string;
  /**
   * ARN of the topic or queue that carried the message: what the hook notifies. The transport says so, not the message, so a
   * forger cannot choose it. Undefined for EventBridge, which tells of every hook.
   */
  readonly notificationTargetArn?: string | undefined;
  /**
   * When the transport took the message, in milliseconds since the epoch: the wait in the hook began about then. The transport says
   * so, not the message. Undefined where it does not tell.
   */
  readonly sentAt?: number | undefined;
}

/** The sweep found the instance waiting in a hook of ours, and no drain that knew of it. */
export interface FoundWaiting {
  readonly kind: 'found-waiting';
  readonly ec2InstanceId: string;
  readonly autoScalingGroupName: string;
  readonly lifecycleHookName: string;
}

/** What tells of a lifecycle action: Auto Scaling confirms it. */
export type LifecycleNotice = TerminateLifecycleAction | FoundWaiting;

/** EC2 will reclaim a spot instance. Two minutes remain, as EC2's own status of the request says. */
export interface SpotInterruption {
  readonly kind: 'spot-interruption';
  readonly ec2InstanceId: string;
}

/** AWS has scheduled a change, such as a retirement. When it begins is what EC2 says of the instance. */
export interface ScheduledChange {
  readonly kind: 'scheduled-change';
  readonly ec2InstanceId: string;
  /** Of the Health event: its updates are not other events. */
  readonly eventArn: string;
}

/** The instance is being stopped or terminated, whatever caused it. */
export interface InstanceStateChange {
  readonly kind: 'instance-state-change';
  readonly ec2InstanceId: string;
}

/** EC2 would rather have a spot instance replaced. Nothing confirms it: only a worker that is told to heeds it. */
export interface RebalanceRecommendation {
  readonly kind: 'rebalance-recommendation';
  readonly ec2InstanceId: string;
}

/** What EC2 announces of its instances: EC2 confirms it. */
export type Ec2Notice = SpotInterruption | ScheduledChange | InstanceStateChange | RebalanceRecommendation;

/** An operator wants the instance drained, also where Auto Scaling does not terminate it. Comes from Temporal alone. */
export interface OperatorRequest {
  readonly kind: 'operator-request';
  readonly ec2InstanceId: string;
  /** Who asks, and why: for the status. */
  readonly by: string;
  readonly reason: string;
  /** What becomes of an instance that is not being terminated, once it is drained. */
  readonly afterwards: 'stay-draining' | 'return-to-active';
  /** Milliseconds since the epoch. */
  readonly deadlineAt?: number | undefined;
}

export type InterruptionNotice = LifecycleNotice | Ec2Notice | OperatorRequest;

/** An id goes into filters that many drains share: one of another shape would fail them all. */
export const isEc2InstanceId = (value: unknown): value is string =>
  typeof value === 'string' && /^i-[0-9a-f]{8,17}$/.test(value);

type Candidate = Readonly<Record<string, unknown>>;

/** As long as AWS's names and ARNs can be, with some room: the state carries it for the life of the drain. */
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '' && value.length <= 1000;

const hasTexts = (candidate: Candidate, fields: readonly string[]): boolean =>
  fields.every((field) => isText(candidate[field]));

/** Milliseconds since the epoch, not seconds or nanoseconds: of this century. Or undefined, where nothing has to be said. */
export const isInstant = (value: unknown): boolean =>
  value === undefined ||
  (Number.isInteger(value) && Number(value) > Date.UTC(2020, 0) && Number(value) < Date.UTC(2100, 0));

const names = ['autoScalingGroupName', 'lifecycleHookName'];

const shapes: Readonly<Record<InterruptionNotice['kind'], (candidate: Candidate) => boolean>> = {
  'terminate-lifecycle-action': (candidate) =>
    hasTexts(candidate, [...names, 'lifecycleActionToken']) &&
    (candidate['notificationTargetArn'] === undefined || isText(candidate['notificationTargetArn'])) &&
    isInstant(candidate['sentAt']),
  'found-waiting': (candidate) => hasTexts(candidate, names),
  'spot-interruption': () => true,
  'scheduled-change': (candidate) => hasTexts(candidate, ['eventArn']),
  'instance-state-change': () => true,
  'rebalance-recommendation': () => true,
  'operator-request': (candidate) =>
    hasTexts(candidate, ['by', 'reason']) &&
    isInstant(candidate['deadlineAt']) &&
    (candidate['afterwards'] === 'stay-draining' || candidate['afterwards'] === 'return-to-active'),
};

const isKind = (value: unknown): value is InterruptionNotice['kind'] =>
  typeof value === 'string' && Object.hasOwn(shapes, value);

/** Whether a value that reached the workflow, from a starter or from an operator, is a notice it understands. */
export function isInterruptionNotice(value: unknown): value is InterruptionNotice {
  if (typeof value !== 'object' || value === null) return false;
  const candidate = value as Candidate; // narrowed field by field
  return (
    isKind(candidate['kind']) &&
    isEc2InstanceId(candidate['ec2InstanceId']) &&
    shapes[candidate['kind']](candidate)
  );
}

/**
 * What a notice is about, as one word: this is what a cancel cancels, by whatever message it is announced again. Of
 * what EC2 does to an instance one thing leads to the next, so it is all one.
 */
export function identityOf(notice: InterruptionNotice): string {
  switch (notice.kind) {
    case 'terminate-lifecycle-action':
      return notice.lifecycleActionToken;
    case 'found-waiting':
      return hookIdentity(notice);
    case 'scheduled-change':
      return notice.eventArn;
    case 'spot-interruption':
    case 'instance-state-change':
    case 'rebalance-recommendation':
      return 'ec2';
    case 'operator-request':
      return 'operator-request';
  }
}

/** Whether a notice is about one of these: another token is another name for the same wait. */
export const isAboutOneOf = (notice: InterruptionNotice, identities: readonly string[]): boolean =>
  identities.includes(identityOf(notice)) ||
  ('lifecycleHookName' in notice && identities.includes(hookIdentity(notice)));

/** An instance waits in a hook once in its life: of the two together there is one lifecycle action. */
export const hookIdentity = ({
  autoScalingGroupName,
  lifecycleHookName,
}: Pick<LifecycleNotice, 'autoScalingGroupName' | 'lifecycleHookName'>): string =>
  `${autoScalingGroupName}/${lifecycleHookName}`;
