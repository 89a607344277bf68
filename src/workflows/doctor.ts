/**
 * What `ecs-drain doctor` asks of a worker: an observation at AWS with the worker's own credentials and settings. Reads, and calls that name
 * nothing that there is; it changes nothing.
 */
import { proxyActivities } from '@temporalio/workflow';
import type { Finding } from '../domain/doctor/finding';
import type { DoctorActivities } from './doctor.api';

/** Within the time that its caller waits. The activity reports what AWS refuses; it fails only with its worker. */
const { checkAws } = proxyActivities<DoctorActivities>({
  startToCloseTimeout: '4 minutes',
  scheduleToCloseTimeout: '5 minutes',
  retry: { maximumAttempts: 2 },
  summary: 'observe AWS as the worker sees it',
});

export async function doctor(): Promise<readonly Finding[]> {
  return checkAws();
}
