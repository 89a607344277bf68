/** The activities as a worker has them, on a local AWS over HTTP: for tests of what an observation tells, without a workflow. */
import { createWorld, startLocalAws, type LocalAws, type World, type WorldSpec } from '@ecs-drain/local-aws';
import { drainAccessKeyId } from '../../dev/local-stack';
import { createDrainActivities } from '../../src/activities/drain/create-drain-activities';
import type { DrainActivities, DrainDependencies } from '../../src/activities/drain/drain-activities';
import { createObserve } from '../../src/activities/drain/observe/observe';
import { createAutoScaling } from '../../src/aws/auto-scaling';
import { createAwsClients } from '../../src/aws/clients';
import { createEc2 } from '../../src/aws/ec2';
import { createEcs, createEcsBudgets, type Ecs } from '../../src/aws/ecs';
import { createTopic } from '../../src/aws/sns';
import type { ObservationRequest, Observation, Part } from '../../src/domain/drain/observation/observation';
import { defaultSpec } from '../../src/domain/spec';
import { inEndlessAttempt } from './attempt';
import { callsOf } from './scenario';

export interface ActivityBench {
  readonly aws: LocalAws;
  readonly ecs: Ecs;
  readonly activities: DrainActivities;
  createWorld(spec?: Partial<WorldSpec>): World;
  /** Who is asked for by an observation: nothing but the instance, unless more is asked. */
  observe(ec2InstanceId: string, ask?: Partial<ObservationRequest>): Promise<Observation>;
  /** Our calls, in order. */
  calls(...operations: string[]): ReturnType<typeof callsOf>;
  stop(): Promise<void>;
}

type Options = Partial<Pick<DrainDependencies, 'inAttempt' | 'clusters' | 'clusterOfGroup' | 'warn'>>;

/** @param outcomeTopic name of a topic that the local AWS has; none where it is left out */
export async function startActivities(options: Options = {}, outcomeTopic?: string): Promise<ActivityBench> {
  const aws = await startLocalAws();
  const clients = createAwsClients({
    region: aws.region,
    endpoint: aws.url,
    credentials: { accessKeyId: drainAccessKeyId, secretAccessKey: 'local' },
  });
  const ecs = createEcs(clients.ecs, createEcsBudgets({ burst: 50, perSecond: 10 }));
  const dependencies: DrainDependencies = {
    inAttempt: inEndlessAttempt,
    ecs,
    autoScaling: createAutoScaling(clients.autoScaling),
    ec2: createEc2(clients.ec2),
    clusters: 'all',
    clusterOfGroup: {},
    spec: defaultSpec,
    limits: {
      observe: () => Promise.resolve({ allPaused: undefined, hasPermit: false }),
      requestPermit: () => Promise.resolve(),
      returnPermit: () => Promise.resolve(),
    },
    outcomeTopic:
      outcomeTopic === undefined
        ? undefined
        : createTopic(clients.sns, aws.sns.createTopic(outcomeTopic).arn),
    warn: () => undefined,
    ...options,
  };
  const activities = createDrainActivities(dependencies);
  const observe = createObserve(dependencies);
  return {
    aws,
    ecs,
    activities,
    createWorld: (spec = {}) => createWorld(aws, { cluster: 'demo', ...spec }),
    observe: (ec2InstanceId, ask = {}) => observe({ ...askNothing, ec2InstanceId, ...ask }),
    calls: (...operations) => callsOf(aws, drainAccessKeyId, operations),
    stop: async () => {
      clients.ecs.destroy();
      clients.autoScaling.destroy();
      clients.sns.destroy();
      await aws.close();
    },
  };
}

/** What an observation asks of anybody: where the instance is. */
export const askNothing: Omit<ObservationRequest, 'ec2InstanceId'> = {
  lifecycleHooks: [],
  containerInstance: undefined,
  listRunning: false,
  taskArns: undefined,
  autoScalingGroupName: undefined,
  services: [],
  taskDefinitionArns: [],
  protections: false,
};

/** A question about a hook, as an observation asks it at first. */
export const aboutHook = (
  autoScalingGroupName: string,
  ec2InstanceId: string,
  lifecycleHookName = 'drain',
): ObservationRequest['lifecycleHooks'][number] => ({
  lifecycleAction: {
    autoScalingGroupName,
    lifecycleHookName,
    ec2InstanceId,
    lifecycleActionToken: undefined,
  },
  readHook: true,
  heartbeat: false,
});

/** @throws where it is unknown, or was not asked */
export function valueIn<T>(part: Part<T> | undefined): T {
  if (part?.kind === 'known') return part.value;
  throw new Error(`expected something known: ${JSON.stringify(part)}`);
}
