/**
 * Whether AWS allows a call, found out without doing anything: reads are made, and what would change something names a container
 * instance, a task or a lifecycle action that cannot be. AWS decides whether a call is allowed before it looks at what it names, so an
 * answer that there is no such thing is one that it is allowed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/intro-structure.html (the request is authorised, then carried out)
 */
import {
  CompleteLifecycleActionCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeLifecycleHooksCommand,
  RecordLifecycleActionHeartbeatCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeSpotInstanceRequestsCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  GetTaskProtectionCommand,
  ListClustersCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
  StopTaskCommand,
  UpdateContainerInstancesStateCommand,
  type Failure,
} from '@aws-sdk/client-ecs';
import type { Action } from '../domain/doctor/aws/actions';
import type { ProbedAction } from '../domain/doctor/aws/facts';
import { isDenied } from '../domain/denial';
import type { CallError, Operation } from '../domain/drain/observation/observation';
import type { Budget } from './budget';
import { ActingPausedError, type Attempt, forAttempts } from './acting';
import type { AwsClients } from './clients';
import { failureOf } from './ecs/failure';
import { AwsCallError, call } from './call-error';

/** What is there to be asked about. */
export interface ProbeTarget {
  /** Where ECS is asked. @default no cluster is known */
  readonly cluster?: string;
  /** Whose lifecycle actions are asked for. @default no hook of ours is known */
  readonly hook?: { readonly autoScalingGroupName: string; readonly lifecycleHookName: string };
}

/** Whatever a call answers; ECS says of each item of a batch by itself what went wrong. */
type Answer = Promise<{ readonly failures?: readonly Failure[] | undefined } | object>;
type Probe = (() => Answer) | { readonly not: string };
export type ProbedAlone = Exclude<Action, 'sns:Publish'>;

/** Well-formed, and nothing's. */
const nobody = {
  ecsId: '0'.repeat(32),
  token: '00000000-0000-0000-0000-000000000000',
  name: 'ecs-drain-doctor-asks-for-nothing',
  ec2InstanceId: 'i-00000000000000000',
};

function probesOf(
  { ecs, autoScaling, ec2 }: AwsClients,
  target: ProbeTarget,
  attempt: Attempt,
): Record<ProbedAlone, Probe> {
  const { cluster, hook } = target;
  const within = (send: (cluster: string) => Answer): Probe =>
    cluster === undefined ? { not: 'no cluster is known to ask in' } : () => send(cluster);
  const ofHook = (send: (action: ActionName) => Answer): Probe =>
    hook === undefined
      ? { not: 'no hook of ours is known whose lifecycle actions could be asked for' }
      : () =>
          send({
            AutoScalingGroupName: hook.autoScalingGroupName,
            LifecycleHookName: hook.lifecycleHookName,
            LifecycleActionToken: nobody.token,
          });
  const containerInstances = [nobody.ecsId];
  const tasks = [nobody.ecsId];
  const filter = [{ Name: 'instance-id', Values: [nobody.ec2InstanceId] }];
  return {
    'ecs:ListClusters': () => ecs.send(new ListClustersCommand({ maxResults: 1 })),
    'ecs:ListContainerInstances': within((cluster) =>
      ecs.send(new ListContainerInstancesCommand({ cluster, maxResults: 1 })),
    ),
    'ecs:DescribeContainerInstances': within((cluster) =>
      ecs.send(new DescribeContainerInstancesCommand({ cluster, containerInstances })),
    ),
    'ecs:ListTasks': within((cluster) => ecs.send(new ListTasksCommand({ cluster, maxResults: 1 }))),
    'ecs:DescribeTasks': within((cluster) => ecs.send(new DescribeTasksCommand({ cluster, tasks }))),
    'ecs:DescribeServices': within((cluster) =>
      ecs.send(new DescribeServicesCommand({ cluster, services: [nobody.name] })),
    ),
    'ecs:DescribeTaskDefinition': () =>
      ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: nobody.name })),
    'ecs:UpdateContainerInstancesState': within((cluster) =>
      ecs.send(
        forAttempts(
          [attempt],
          { operation: 'ecs.UpdateContainerInstancesState' },
          new UpdateContainerInstancesStateCommand({ cluster, containerInstances, status: 'ACTIVE' }),
        ),
      ),
    ),
    'ecs:StopTask': within((cluster) =>
      ecs.send(
        forAttempts(
          [attempt],
          { operation: 'ecs.StopTask', taskArn: nobody.ecsId },
          new StopTaskCommand({ cluster, task: nobody.ecsId }),
        ),
      ),
    ),
    'ecs:GetTaskProtection': within((cluster) => ecs.send(new GetTaskProtectionCommand({ cluster, tasks }))),
    'ecs:DescribeCapacityProviders': () => ecs.send(new DescribeCapacityProvidersCommand({ maxResults: 1 })),
    'ecs:DescribeClusters': within((cluster) =>
      ecs.send(new DescribeClustersCommand({ clusters: [cluster] })),
    ),
    'autoscaling:DescribeAutoScalingInstances': () =>
      autoScaling.send(new DescribeAutoScalingInstancesCommand({ InstanceIds: [nobody.ec2InstanceId] })),
    'autoscaling:DescribeLifecycleHooks': () =>
      autoScaling.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName: nobody.name })),
    'autoscaling:RecordLifecycleActionHeartbeat': ofHook((action) =>
      autoScaling.send(new RecordLifecycleActionHeartbeatCommand(action)),
    ),
    'autoscaling:CompleteLifecycleAction': ofHook((action) =>
      autoScaling.send(
        forAttempts(
          [attempt],
          { operation: 'autoscaling.CompleteLifecycleAction' },
          new CompleteLifecycleActionCommand({ ...action, LifecycleActionResult: 'CONTINUE' }),
        ),
      ),
    ),
    'autoscaling:DescribeAutoScalingGroups': () =>
      autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [nobody.name] })),
    'ec2:DescribeInstances': () => ec2.send(new DescribeInstancesCommand({ Filters: filter })),
    'ec2:DescribeSpotInstanceRequests': () =>
      ec2.send(new DescribeSpotInstanceRequestsCommand({ Filters: filter })),
    'ec2:DescribeInstanceStatus': () =>
      ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: [nobody.ec2InstanceId] })),
  };
}

interface ActionName {
  readonly AutoScalingGroupName: string;
  readonly LifecycleHookName: string;
  readonly LifecycleActionToken: string;
}

/**
 * One after the other, each once it has its turn.
 * @param attempt for which calls are sent that would change something, if there were anything to change
 */
export async function probe(
  clients: AwsClients,
  turn: Pick<Budget, 'take'>,
  attempt: Attempt,
  target: ProbeTarget,
  actions: readonly ProbedAlone[],
): Promise<readonly ProbedAction[]> {
  const probes = probesOf(clients, target, attempt);
  const results: ProbedAction[] = [];
  for (const action of actions) {
    const ask = probes[action];
    if (typeof ask !== 'function') {
      results.push({ action, result: { kind: 'not-probed', reason: ask.not } });
      continue;
    }
    await turn.take(1);
    results.push({ action, result: await resultOf(action.replace(':', '.') as Operation, ask) }); // an IAM action is named for its operation
  }
  return results;
}

async function resultOf(operation: Operation, ask: () => Answer): Promise<ProbedAction['result']> {
  try {
    const answer = await call(operation, ask);
    const failures: readonly Failure[] = 'failures' in answer ? (answer.failures ?? []) : [];
    const refused = failures.find(({ reason = '' }) => /denied/i.test(reason));
    return refused === undefined
      ? { kind: 'allowed' }
      : { kind: 'denied', callError: failureOf(operation, refused).callError };
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    if (error.cause instanceof ActingPausedError) return { kind: 'not-probed', reason: error.cause.message };
    const { callError } = error;
    if (isDenied(callError)) return { kind: 'denied', callError };
    return namesNothing(callError) ? { kind: 'allowed' } : { kind: 'unknown', callError };
  }
}

/** AWS has looked at what the call names, and found nothing. */
const namesNothing = ({ code }: CallError): boolean =>
  ['ClientException', 'InvalidParameterException', 'ValidationError', 'InvalidInstanceID.NotFound'].includes(
    code,
  );
