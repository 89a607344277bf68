import type { SweepResult } from '../../src/domain/sweep/sweep';
import { startSweep } from '../../src/temporal/sweep/start-sweep';
import type { Scenario } from './scenario';

/** Sweeps once, as an operator would. */
export async function swept({ client, aws }: Pick<Scenario, 'client' | 'aws'>): Promise<SweepResult> {
  const { accountId, region } = aws;
  const handle = await startSweep(client, { accountId, region });
  return handle.result();
}
