/** A local AWS: ECS, Auto Scaling, SNS, SQS, EventBridge, EC2 and Lambda as far as draining needs them, with their rules enforced. */
export { startLocalAws } from './local-aws';
export type { LocalAws, LocalAwsOptions } from './api';
export { type Clock, realClock, steppedClock, type SteppedClock } from './clock';
export type { EventFailure } from './clock-queue';
export type { LocalAwsRecord, UntilOptions } from './record';
export { type Rule, ruleList, type RuleName, type RuleOptions } from './rules';
export type * from './record-entries';
export type { ActiveFault, CallFault, Fault, Faults, FaultTarget, Mend, NotificationFault } from './faults';
export type {
  FunctionOptions,
  LambdaContext,
  LambdaFunctions,
  LambdaHandler,
  LambdaOptions,
} from './lambda/functions';
export type { QueueMapping } from './lambda/queue-mapping';
export type { Iam, IamOptions } from './iam/iam';
export type { PolicyDocument, StatementDocument } from './iam/policy';
export type { PrincipalSpec } from './iam/principals';
export type { Interruption } from './ec2/ec2';
export type { ChangeToSchedule } from './ec2/scheduled-changes';
export type { ScheduledChangeCode, SpotAction } from './ec2/state';
export type { Events, EventBridgeEvent } from './events';
export type { Rate } from './token-bucket';
export { behaviourVariables } from './ecs/container-behaviour';
export { userDataTags } from './user-data';
export { createWorld, type World } from './worlds';
export { type Problem, Refused } from './refused';
export type { HookSpec, ServiceSpec, StandaloneSpec, TaskSpec, WorldSpec } from './world-spec';
export {
  adminClient,
  AdminError,
  type AdminClient,
  type FaultOverHttp,
  type RecordFilter,
} from './admin-client';
export { timeline, type TimelineOptions } from './timeline';
export { audit } from './audit/audit';
export type { AuditOptions, Finding, PromiseName } from './audit/rules';
export { type Release, summarize, type Summary, type SummaryOptions } from './audit/summary';
