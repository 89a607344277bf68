/** What a worker tells of itself and of AWS as it sees it. Each part by itself may be unknown. */
import type {
  AutoScalingGroup,
  LifecycleHook,
  Part,
  Service,
  StopChain,
  CallError,
} from '../../drain/observation/observation';
import type { Spec } from '../../spec';
import type { ToStart } from '../../sweep/sweep';
import type { Action } from './actions';

export interface AwsFacts {
  /** The account that the worker is to serve. */
  readonly accountId: string;
  readonly spec: Spec;
  readonly identity: Part<{ readonly accountId: string; readonly arn: string }>;
  readonly permissions: readonly ProbedAction[];
  readonly clusters: Part<ClustersFacts>;
  readonly groups: GroupsFacts;
  readonly topics: readonly TopicFacts[];
  readonly deadLetterQueues: readonly QueueFacts[];
  /** Which hooks the next sweep would have drains started for. */
  readonly waiting: Part<readonly ToStart[]>;
}

/** `not-probed`: no harmless call shows it, or there is nothing to call it for. */
export interface ProbedAction {
  readonly action: Action;
  /** Such as `in cluster web`; undefined: nowhere else was asked. */
  readonly where?: string;
  readonly result:
    | { readonly kind: 'allowed' }
    | { readonly kind: 'denied' | 'unknown'; readonly callError: CallError }
    | { readonly kind: 'not-probed'; readonly reason: string };
}

export interface ClustersFacts {
  readonly clusters: readonly ClusterFacts[];
  /** How many more there are that were not observed. */
  readonly leftOut: number;
}

export interface ClusterFacts {
  /** By name or ARN. */
  readonly cluster: string;
  readonly seen: Part<'missing' | SeenCluster>;
}

export interface SeenCluster {
  /** Those of its instances' Auto Scaling groups. */
  readonly groups: Part<readonly string[]>;
  readonly services: Part<readonly Service[]>;
  readonly stops: Part<readonly TaskStop[]>;
  /** It has more instances, tasks, services or task definitions than were observed. */
  readonly isCut: boolean;
}

/** How the containers of tasks stop. */
export interface TaskStop {
  /** Such as `service web`, or `task batch:7`. */
  readonly what: string;
  readonly chains: readonly StopChain[];
  readonly hasLoadBalancer: boolean;
}

export interface GroupsFacts {
  readonly groups: readonly GroupFacts[];
  readonly leftOut: number;
}

export interface GroupFacts {
  readonly autoScalingGroupName: string;
  /** In which its instances are, as far as was observed. */
  readonly clusters: readonly string[];
  /** Its termination hooks. */
  readonly hooks: Part<'missing' | readonly HookSeen[]>;
  /** Null: there is no such group. */
  readonly group: Part<AutoScalingGroup | null>;
}

export interface HookSeen extends LifecycleHook {
  readonly roleArn: string | undefined;
}

export interface TopicFacts {
  readonly topicArn: string;
  /** Null: there is no such topic. */
  readonly subscriptions: Part<readonly Subscription[] | null>;
}

export interface Subscription {
  /** Such as `lambda` or `sqs`. */
  readonly protocol: string;
  readonly isPending: boolean;
}

export interface QueueFacts {
  readonly url: string;
  /** How many messages wait there; null: there is no such queue. */
  readonly messages: Part<number | null>;
}

/** The clusters that were found and observed. */
export const seenClusters = (
  clusters: AwsFacts['clusters'],
): (SeenCluster & Pick<ClusterFacts, 'cluster'>)[] =>
  clusters.kind === 'unknown'
    ? []
    : clusters.value.clusters.flatMap(({ cluster, seen }) =>
        seen.kind === 'known' && seen.value !== 'missing' ? { cluster, ...seen.value } : [],
      );
