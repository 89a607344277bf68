import type { ConditionType } from '../../src/domain/reasons';

/** What a person on call does about a condition: in Markdown, for docs/runbook.md. */
export const whatToDoWhen: Readonly<Record<ConditionType, string>> = {
  HookExpiresSoon: 'See [the alert](#alert-hookexpiressoon).',
  HookTooShort:
    'Raise the `HeartbeatTimeout` of the hook: it lasts 100 times that, 48 hours at the most. Or set a `deadlineSeconds` that fits, so that tasks are told to stop in time.',
  DeadlineApproaching:
    'Nothing, if the deadline is meant. Else `ecs-drain extend i-0123456789abcdef0 --for 30m --reason "needs longer"`.',
  AbandonRefused:
    'Give the group an instance lifecycle policy with `TerminateHookAbandon: retain`, or set `onDeadline` to `force-abandon` or `continue`.',
  AbandonUnknown: 'Allow the workers `autoscaling:DescribeAutoScalingGroups`.',
  BadMetadata:
    'Correct the JSON in the `NotificationMetadata` of the hook: the message names the field. Drains that run take it with their next observation.',
  AwsUnreachable:
    'Look at the AWS Health Dashboard, at the network of the workers and at throttling. The drain goes on by itself, and heartbeats are tried again the sooner the less time is left.',
  AccessDenied:
    'Give the role of the workers the action that the message names. `ecs-drain doctor` names all that are missing. The drain goes on by itself then.',
  CallRefused:
    'Read the message: a cluster that is not there, another account than the one that the worker is for, a Region that is not enabled. `ecs-drain doctor` looks at all of them.',
  AgentDisconnected:
    'Look at the instance: is it running, is its disk full, does the ECS agent run? Without the agent nothing stops and nothing is reported. The drain waits for it until the deadline; `release` lets the instance go; `onAgentLost: continue` does so always.',
  NoReplacement:
    "The message is the service's own event. Add capacity (raise the desired capacity of the group, or its maximum), or loosen placement constraints. The service moves its tasks then.",
  NoRoomToMove:
    'Raise `maximumPercent` of the service above 100, or lower `minimumHealthyPercent`: `aws ecs update-service --deployment-configuration`. With 100/100 ECS moves nothing, and the tasks stop only for a deadline.',
  IgnoresSigterm:
    "Look at the task's logs. Where the hosts have an `ECS_CONTAINER_STOP_TIMEOUT` of their own, tell it to the workers by `ECS_DRAIN_STOP_TIMEOUT_SECONDS`. A stuck agent is fixed by its restart.",
};
