/** Three pairs of account and Region with one Temporal namespace and one starter: an account in two Regions, and another account. */
import { randomInt } from 'node:crypto';
import type { Spec } from '../../src/domain/spec';
import { handleEvent } from '../../src/starter/handle-event';
import { quietRuntime } from './quiet';
import { startScenario, type Scenario } from './scenario';
import { quietHost } from './starter-host';

export interface SeveralAccountRegions {
  readonly one: Scenario;
  readonly otherRegion: Scenario;
  readonly otherAccount: Scenario;
  readonly all: readonly Scenario[];
  stop(): Promise<void>;
}

/** Each has a worker of its own, with credentials of its own. */
export async function startSeveralAccountRegions(spec: Partial<Spec> = {}): Promise<SeveralAccountRegions> {
  quietRuntime();
  const start = (accountId: string, region: string) =>
    startScenario({ aws: { accountId, region }, worker: false, spec });
  const [account, another] = [newAccountId(), newAccountId()];
  const one = await start(account, 'eu-central-1');
  const otherRegion = await start(account, 'us-east-1');
  const otherAccount = await start(another, 'eu-central-1');
  const all = [one, otherRegion, otherAccount];
  // The one function for all takes the place of the function that each stack brings along.
  const starter = quietHost(one.client);
  for (const { aws } of all) aws.lambda.register('ecs-drain-starter', (event) => handleEvent(event, starter));
  await Promise.all(all.map((one) => one.startWorker({ accessKeyId: workerKeyOf(one) })));
  const stop = async () => {
    await Promise.all(all.map((one) => one.stop()));
  };
  return { one, otherRegion, otherAccount, all, stop };
}

const newAccountId = () => String(randomInt(100_000_000_000, 999_999_999_999));

/** By which a record knows its own worker. */
export const workerKeyOf = ({ aws }: Pick<Scenario, 'aws'>): string =>
  `WORKER-${aws.accountId}-${aws.region}`;

/** Who has called an AWS of these. */
export const callersOf = ({ aws }: Scenario): ReadonlySet<string> =>
  new Set(aws.record.entries.flatMap((entry) => (entry.kind === 'call' ? [entry.caller] : [])));

/** Whether an AWS of these has ever asked, told or been asked anything about it. */
export const knowsOf = ({ aws }: Scenario, ec2InstanceId: string): boolean =>
  JSON.stringify(aws.record.entries).includes(ec2InstanceId);
