/** A trial: a known-bad client and our drain, each in an AWS of its own that holds the same world. */
import {
  audit,
  type Finding,
  type HookSpec,
  type LocalAwsOptions,
  type World,
  type WorldSpec,
} from '@ecs-drain/local-aws';
import { type KnownBadClient, startKnownBadClient } from '../../bench/known-bad';
import { drainAccessKeyId } from '../../dev/local-stack';
import { hookName, startScenario, type Scenario } from './scenario';

export interface TrialOptions {
  readonly client: KnownBadClient;
  readonly world: Omit<WorldSpec, 'cluster' | 'hooks'>;
  /** @default an hour's timeout */
  readonly heartbeatTimeoutSeconds?: number;
  /** Hooks of others on the same group, by access key id. */
  readonly othersHooks?: Readonly<Record<string, HookSpec>>;
  /** How often the known-bad client looks. @default 250 */
  readonly pollMs?: number;
  /** What is special about the AWS of the known-bad client. */
  readonly badAws?: LocalAwsOptions;
}

/** One of the two worlds. */
export interface Side {
  readonly scenario: Scenario;
  readonly world: World;
  /** Terminates instances, all at once. */
  terminate(ec2InstanceIds: readonly string[]): Promise<void>;
  /** Waits until the instances are past their hooks. */
  untilTerminated(ec2InstanceIds: readonly string[]): Promise<void>;
  /** Who completed which instance's lifecycle action, in order. */
  completions(): { readonly by: string; readonly ec2InstanceId: string; readonly hook: string }[];
  /** Broken promises, those of the whole account. */
  findings(): Finding[];
}

export interface Trial {
  readonly bad: Side;
  readonly ours: Side;
  stop(): Promise<void>;
}

const cluster = 'demo';

export async function startTrial(options: TrialOptions): Promise<Trial> {
  const { client, badAws = {}, pollMs = 250 } = options;
  const [badScenario, ourScenario] = await Promise.all([
    startScenario({ worker: false, aws: badAws }),
    startScenario(),
  ]);
  const { region, endpoint } = badScenario.accessAs(client.accessKeyId);
  const running = startKnownBadClient(client, { region, endpoint, cluster, pollMs });
  const badArn = badScenario.aws.lambda.register('known-bad', running.handle);
  return {
    bad: sideOf(badScenario, client.accessKeyId, badArn, options),
    ours: sideOf(ourScenario, drainAccessKeyId, ourScenario.starterArn, options),
    stop: async () => {
      running.stop();
      await Promise.all([badScenario.stop(), ourScenario.stop()]);
    },
  };
}

function sideOf(scenario: Scenario, accessKeyId: string, notify: string, options: TrialOptions): Side {
  const { world, heartbeatTimeoutSeconds = 3600, othersHooks = {} } = options;
  const others = Object.entries(othersHooks);
  const hookOwners = {
    [accessKeyId]: [hookName],
    ...Object.fromEntries(others.map(([owner, { name }]) => [owner, [name]])),
  };
  return {
    scenario,
    world: scenario.createWorld({
      ...world,
      cluster,
      hooks: [{ name: hookName, notify, heartbeatTimeoutSeconds }, ...others.map(([, hook]) => hook)],
    }),
    terminate: async (ids) => {
      await Promise.all(ids.map((id) => scenario.terminate(id)));
    },
    untilTerminated: async (ids) => {
      await Promise.all(ids.map((id) => scenario.untilTerminated(id)));
    },
    completions: () =>
      scenario.aws.record.entries.flatMap((entry) =>
        entry.kind === 'lifecycle-action' && entry.change.what === 'completed'
          ? [{ by: entry.change.by, ec2InstanceId: entry.instanceId, hook: entry.lifecycleHookName }]
          : [],
      ),
    findings: () => audit(scenario.aws.record.entries, { hookOwners }),
  };
}
