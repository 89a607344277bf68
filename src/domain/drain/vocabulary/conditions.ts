/** What needs attention, whatever the last pass did. `status/conditions.ts` has the rules by which a condition is raised. */
import { duration, instant, listOf } from '../../format/text';
import type { CallError, Service } from '../observation/observation';

/** `meaning` and `remedy` are Markdown for the docs; `message` makes what the status says. */
export const conditions = {
  HookExpiresSoon: {
    meaning:
      'A hook of ours ends the wait within ten minutes, or within half its timeout if that is less, and tasks are left.',
    message: (hook: string, at: number) => `${hook} ends the wait at ${instant(at)}`,
    remedy: 'See [the alert](#alert-hookexpiressoon).',
  },
  HookTooShort: {
    meaning:
      "A hook's global timeout comes before the deadline of the spec, or leaves no time for the slowest stop.",
    message: (hook: string, globalTimeoutMs: number, neededMs: number) =>
      `${hook} lasts at most ${duration(globalTimeoutMs)}, and the drain may take ${duration(neededMs)}`,
    remedy:
      'Raise the `HeartbeatTimeout` of the hook: its global timeout is 100 times that, at most 48 hours. Or set a `deadlineSeconds` that fits, so that tasks are stopped in time.',
  },
  DeadlineApproaching: {
    meaning: 'The deadline is near, and tasks are stopped for it.',
    message: (tasks: number, deadlineAt: number) =>
      `${tasks} of the tasks left are stopped for the deadline at ${instant(deadlineAt)}`,
    remedy:
      'Nothing, if the deadline is meant. Otherwise `ecs-drain extend i-0123456789abcdef0 --for 30m --reason "needs longer"`.',
  },
  AbandonRefused: {
    meaning:
      'The spec abandons at the deadline, but the group does not retain abandoned instances: the deadline ends with CONTINUE.',
    message: () =>
      'the group does not retain abandoned instances, so the deadline ends with CONTINUE; set its instance lifecycle policy, or force-abandon',
    remedy:
      'Give the group an instance lifecycle policy with `TerminateHookAbandon: retain`, or set `onDeadline` to `force-abandon` or `continue`.',
  },
  AbandonUnknown: {
    meaning:
      'The spec abandons at the deadline, and the drain could not read yet whether the group retains abandoned instances.',
    message: () =>
      'whether the group retains abandoned instances cannot be read; the deadline waits for it while the hook lives',
    remedy: 'Allow the workers `autoscaling:DescribeAutoScalingGroups`.',
  },
  BadMetadata: {
    meaning: "A hook's metadata is invalid. The last valid metadata still applies.",
    message: (hook: string, problem: string) => `metadata of ${hook}: ${problem}`,
    remedy:
      'Correct the JSON in the `NotificationMetadata` of the hook: the message names the field. Running drains apply it with their next observation.',
  },
  AwsUnreachable: {
    meaning: 'AWS does not answer, throttles, or answers with an error of its own.',
    message: callErrorsIn,
    remedy:
      'Check the AWS Health Dashboard, the network of the workers, and throttling. The drain continues by itself. The less time is left, the sooner heartbeats are tried again.',
  },
  AccessDenied: {
    meaning: 'AWS denies the role of the workers a call.',
    message: callErrorsIn,
    remedy:
      'Allow the role of the workers the action that the message names. `ecs-drain doctor` lists all that are missing. The drain then continues by itself.',
  },
  CallRefused: {
    meaning: 'AWS refuses a call for another reason that needs a fix.',
    message: callErrorsIn,
    remedy:
      "Read the message. Typical causes are a cluster that does not exist, credentials of another account than the worker's, and a Region that is not enabled. `ecs-drain doctor` checks all of them.",
  },
  AgentDisconnected: {
    meaning: 'The agent of the container instance has been disconnected for longer than its grace.',
    message: (since: number) =>
      `the agent is disconnected since ${instant(since)}: containers may run on, and ECS learns nothing of them`,
    remedy:
      'Check the instance: does it run, is its disk full, does the ECS agent run? Without the agent nothing stops and nothing is reported. The drain waits for the agent until the deadline. `release` lets the instance go now; `onAgentLost: continue` always does.',
  },
  NoReplacement: {
    meaning: "A service cannot place a task elsewhere. The message is the service's own event.",
    message: (services: readonly Service[]) =>
      listOf(services.map(({ placementFailure }) => placementFailure?.message ?? '')),
    remedy:
      "The message is the service's own event. Add capacity (raise the desired capacity of the group, or its maximum), or loosen placement constraints. The service then moves its tasks.",
  },
  NoRoomToMove: {
    meaning:
      'A service may have neither fewer nor more tasks than it wants (100/100), so ECS cannot move any of them.',
    message: (services: readonly Service[]) =>
      listOf(
        services.map(
          ({ serviceName, desiredCount, minimumHealthyPercent: least, maximumPercent: most }) =>
            `service ${serviceName} (desired count ${desiredCount}) may have neither fewer nor more tasks (${least} % to ${most} %): raise its maximumPercent, or lower its minimumHealthyPercent`,
        ),
      ),
    remedy:
      'Raise `maximumPercent` of the service above 100, or lower `minimumHealthyPercent`: `aws ecs update-service --deployment-configuration`. With 100/100 ECS may neither stop a task nor start another, and tasks stop only for a deadline.',
  },
  IgnoresSigterm: {
    meaning: 'A task is stopping and has outlived its stop timeout.',
    message: (taskIds: readonly string[]) =>
      `${listOf(taskIds)} should have stopped by now: the host's own stop timeout is longer, or its agent is stuck`,
    remedy:
      'Read the logs of the task. If the hosts set `ECS_CONTAINER_STOP_TIMEOUT`, set `ECS_DRAIN_STOP_TIMEOUT_SECONDS` of the workers to the same. A restart of the agent fixes a stuck one.',
  },
} as const satisfies Readonly<Record<string, Entry>>;

interface Entry {
  readonly meaning: string;
  readonly message: (...data: never) => string;
  readonly remedy: string;
}

function callErrorsIn(callErrors: readonly CallError[]): string {
  return listOf(callErrors.map(({ operation, code, message }) => `${operation}: ${code}: ${message}`));
}

export type ConditionType = keyof typeof conditions;

export interface Condition {
  readonly type: ConditionType;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}
