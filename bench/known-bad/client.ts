/** What known-bad clients have in common: a function that a topic notifies, and real SDK clients of its own. */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { ECSClient } from '@aws-sdk/client-ecs';
import { z } from 'zod';

/** The lifecycle action that a notification tells of. */
export interface Notice {
  readonly ec2InstanceId: string;
  readonly autoScalingGroupName: string;
  readonly lifecycleHookName: string;
  readonly lifecycleActionToken: string;
}

/** One drain, by a client that believes every message. */
export interface Drain {
  readonly notice: Notice;
  readonly cluster: string;
  readonly ecs: ECSClient;
  readonly autoScaling: AutoScalingClient;
  /** Waits until it is time to look again. */
  nextPoll(): Promise<void>;
}

export interface KnownBadClient {
  /** Access key id, by which a record tells its calls from others'. */
  readonly accessKeyId: string;
  /** Drains the instance and completes its lifecycle action, with one mistake. */
  drain(drain: Drain): Promise<void>;
}

export interface KnownBadClientOptions {
  readonly region: string;
  readonly endpoint: string;
  readonly cluster: string;
  /** From one look to the next. @default 10_000, as most drain tools have it */
  readonly pollMs?: number;
}

export interface RunningClient {
  /** Drains every instance that an SNS event to Lambda tells of; settles when all drains have. */
  readonly handle: (event: unknown) => Promise<void>;
  /** Ends every drain where it stands. */
  stop(): void;
}

/** Starts a known-bad client; `handle` is the function to subscribe to the hook's topic. */
export function startKnownBadClient(client: KnownBadClient, options: KnownBadClientOptions): RunningClient {
  const { region, endpoint, cluster, pollMs = 10_000 } = options;
  const credentials = { accessKeyId: client.accessKeyId, secretAccessKey: 'local' };
  // One attempt a call: what is found is then the client's own doing, and not what the SDK's retries add to it.
  const config = { region, endpoint, credentials, maxAttempts: 1 };
  const ecs = new ECSClient(config);
  const autoScaling = new AutoScalingClient(config);
  const stopping = new AbortController();
  setMaxListeners(Infinity, stopping.signal); // one for each drain that waits
  const nextPoll = () => sleep(pollMs, undefined, { signal: stopping.signal });
  return {
    handle: async (event) => {
      await Promise.all(
        noticesOf(event).map((notice) => client.drain({ notice, cluster, ecs, autoScaling, nextPoll })),
      );
    },
    stop: () => {
      stopping.abort();
      ecs.destroy();
      autoScaling.destroy();
    },
  };
}

const snsEvent = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) });

const leavingMessage = z.object({
  EC2InstanceId: z.string(),
  AutoScalingGroupName: z.string(),
  LifecycleHookName: z.string(),
  LifecycleActionToken: z.string(),
  LifecycleTransition: z.literal('autoscaling:EC2_INSTANCE_TERMINATING'),
});

/** Messages of other kinds, such as the test notification of a new hook, tell of nothing. */
const noticesOf = (event: unknown): Notice[] =>
  snsEvent.parse(event).Records.flatMap(({ Sns }) => {
    const { success, data } = leavingMessage.safeParse(JSON.parse(Sns.Message));
    if (!success) return [];
    return [
      {
        ec2InstanceId: data.EC2InstanceId,
        autoScalingGroupName: data.AutoScalingGroupName,
        lifecycleHookName: data.LifecycleHookName,
        lifecycleActionToken: data.LifecycleActionToken,
      },
    ];
  });
