/** What the starter is held against: a client that does a bare signalWithStart for what SNS brings, and nothing else. */
import { Client, Connection } from '@temporalio/client';

let connected: Promise<Client> | undefined;

const connect = async (): Promise<Client> =>
  new Client({ connection: await Connection.connect({ address: process.argv[3] ?? '' }) });

interface SnsEvent {
  readonly Records: readonly [{ readonly Sns: { readonly Message: string } }];
}

export async function handler({ Records: [{ Sns }] }: SnsEvent): Promise<void> {
  // The benchmark's own message.
  const message = JSON.parse(Sns.Message) as { readonly EC2InstanceId: string };
  const client = await (connected ??= connect());
  await client.workflow.signalWithStart('drainInstance', {
    workflowId: `drain-${message.EC2InstanceId}.123456789012.eu-central-1`,
    taskQueue: 'bench',
    args: [{ ec2InstanceId: message.EC2InstanceId }],
    signal: 'leaving',
    signalArgs: [message],
  });
}
