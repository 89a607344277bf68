/** What a simulated world has in store: who is there, what happens when, and how badly AWS is doing. Seconds count from the start. */
import type { Ec2Notice, OperatorRequest } from '../../../src/domain/notice';
import type { Spec } from '../../../src/domain/spec';

export interface TaskPlan {
  readonly role: 'service' | 'daemon-service' | 'standalone' | 'self-started';
  /** Also the name of its service, where it has one. */
  readonly family: string;
  /** There from the start where 0; placed later only on an instance that is ACTIVE then. */
  readonly placedAfterSeconds: number;
  /** A standalone task ends by itself after so long; ECS stops a service's so long after DRAINING; undefined: never. */
  readonly runSeconds: number | undefined;
  /** From being told to stop until its containers have ended. */
  readonly stopSeconds: number;
  /** What its task definition says of that. */
  readonly stopTimeoutSeconds: number | null;
  /** In scale-in protection until then. */
  readonly protectedSeconds: number;
  /** How late it shows up, where its world is late. */
  readonly lateSeconds: number;
}

export interface ServicePlan {
  readonly family: string;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly hasLoadBalancer: boolean;
  readonly placementFailure: string | undefined;
}

export interface HostPlan {
  /** Undefined: it never joins a cluster. */
  readonly joinsAfterSeconds: number | undefined;
  readonly registersForSeconds: number;
  /** What else happens to the container instance. */
  readonly events: readonly HostEvent[];
}

export interface HostEvent {
  readonly afterSeconds: number;
  readonly what:
    | { readonly kind: 'somebody-sets'; readonly status: 'ACTIVE' | 'DRAINING' }
    | { readonly kind: 'deregistered' }
    /** The machine started anew: its tasks are gone, its registration has another ARN. */
    | { readonly kind: 'registered-anew' }
    | { readonly kind: 'agent-lost'; readonly forSeconds: number | undefined };
}

export interface HookPlan {
  readonly name: string;
  readonly owner: 'ours-by-topic' | 'ours-by-name' | 'theirs';
  readonly heartbeatTimeoutSeconds: number;
  readonly defaultResult: 'CONTINUE' | 'ABANDON';
  /** Seconds after its action began, one for each time that its message arrives: lost where empty. */
  readonly messagesAfterSeconds: readonly number[];
  readonly tellsWhenSent: boolean;
  readonly completedElsewhereAfterSeconds: number | undefined;
  readonly deletedAfterSeconds: number | undefined;
  /** The action gets another token then, and another message tells it. */
  readonly newTokenAfterSeconds: number | undefined;
}

export interface AutoScalingPlan {
  /** When the instance enters its hooks; below 0: before the drain starts; undefined: never. */
  readonly hooksAfterSeconds: number | undefined;
  /** The lifecycle state before that; null: Auto Scaling does not know the instance. */
  readonly before: 'InService' | 'Terminating' | null;
  readonly isWarm: boolean;
  /** One hook after the other, or all at once. */
  readonly inTurn: boolean;
  readonly hooks: readonly HookPlan[];
  readonly retainsAbandoned: boolean;
  /** Messages that Auto Scaling did not send, all at the start. */
  readonly forged: readonly { readonly hook: string; readonly group: string }[];
  /** Whatever it waits for, the instance is in service again, or gone. */
  readonly leaves: { readonly afterSeconds: number; readonly to: 'InService' | null } | undefined;
  /** What it shows is so old. */
  readonly lateSeconds: number;
}

/** Somebody says in EC2's name what is done to the instance. */
export interface AnnouncedPlan {
  readonly kind: Ec2Notice['kind'];
  readonly afterSeconds: number;
}

export interface Ec2Plan {
  readonly announced: readonly AnnouncedPlan[];
  /** What EC2 does to it indeed; undefined: nothing. */
  readonly takes:
    | {
        readonly how: 'interruption' | 'state' | 'scheduled-change';
        readonly afterSeconds: number;
        /** A scheduled change begins so much later. */
        readonly beginsAfterSeconds: number;
      }
    | undefined;
}

export type RequestPlan = Pick<OperatorRequest, 'afterwards'> & {
  readonly afterSeconds: number;
  readonly deadlineSeconds: number | undefined;
};

export interface PausePlan {
  /** Also between an observation and the action it leads to: the first action is 1. */
  readonly begins:
    | { readonly kind: 'after-seconds'; readonly seconds: number }
    | { readonly kind: 'before-action'; readonly action: number };
  readonly forSeconds: number;
  /** Its beginning and its end wake the drain. */
  readonly isHeard: boolean;
}

export interface LimitsPlan {
  /** Of all drains. */
  readonly pauses: readonly PausePlan[];
  readonly permit: {
    /** Since it was asked for. */
    readonly givenAfterSeconds: number;
    /** So many requests get lost, although they seem to arrive. */
    readonly lostRequests: number;
    /** It wakes the drain. */
    readonly isHeard: boolean;
  };
}

export interface LuckPlan {
  /** Each number, 0 to 99, is spent on one question whether something fails now: it does below the rate. */
  readonly dice: readonly number[];
  readonly ecsFailsPercent: number;
  readonly autoScalingFailsPercent: number;
  readonly actionsFailPercent: number;
  /** An action happened, and nobody hears of it. */
  readonly answersLostPercent: number;
  /** How long observations and actions take, over and over. */
  readonly observeSeconds: readonly number[];
  readonly actSeconds: readonly number[];
}

export interface WorldPlan {
  readonly spec: Spec;
  /** ECS is eventually consistent, though not everywhere at once: what is late of listings and counts bears out the other. */
  readonly late: 'listing' | 'counts';
  readonly tasks: readonly TaskPlan[];
  readonly services: readonly ServicePlan[];
  readonly host: HostPlan;
  readonly autoScaling: AutoScalingPlan;
  readonly ec2: Ec2Plan;
  readonly requests: readonly RequestPlan[];
  readonly limits: LimitsPlan;
  readonly luck: LuckPlan;
}
