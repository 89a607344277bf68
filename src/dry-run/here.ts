import { createAutoScaling } from '../aws/auto-scaling';
import { createAwsClients } from '../aws/clients';
import { createEc2 } from '../aws/ec2';
import { createEcs, createEcsBudgets } from '../aws/ecs';
import { environment, loadWorkerConfig } from '../config/worker-config';
import { dryRun, type DryRun } from './dry-run';

/**
 * A dry run with the settings and credentials of a worker, taken from the environment.
 * @throws SettingsError that names every problem; AwsCallError
 */
export async function dryRunHere(ec2InstanceId: string): Promise<DryRun> {
  const { region, clusters, clusterOfGroup, spec, ecsReadRate } = loadWorkerConfig(environment);
  const clients = createAwsClients({ region });
  return dryRun(
    {
      ecs: createEcs(clients.ecs, createEcsBudgets(ecsReadRate)),
      autoScaling: createAutoScaling(clients.autoScaling),
      ec2: createEc2(clients.ec2),
      clusters,
      clusterOfGroup,
      spec,
      warn: () => undefined,
    },
    ec2InstanceId,
  );
}
