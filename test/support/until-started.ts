import type { LocalAws } from '@ecs-drain/local-aws';
import { drainIdOf } from '../../src/workflows/drain.api';

/** This starter has answered for the instance: from here on there is a workflow. */
export async function untilStarted(aws: LocalAws, starterArn: string, ec2InstanceId: string): Promise<void> {
  await aws.record.until(
    (entry) =>
      entry.kind === 'lambda' &&
      entry.functionArn === starterArn &&
      entry.change.what === 'succeeded' &&
      JSON.stringify([entry.change.result]).includes(drainIdOf(ec2InstanceId, aws)),
    { timeoutMs: 60_000 },
  );
}
