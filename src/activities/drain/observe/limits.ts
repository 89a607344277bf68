import { partOf } from '../../../aws/call-error';
import type { Observation } from '../../../domain/drain/observation/observation';
import type { SharedLimits } from '../drain-activities';
import type { TimeLeft } from './time-left';

/** Temporal keeps them, and has just handed out this observation: an answer takes milliseconds. */
export const observeLimits = (
  limits: SharedLimits,
  ec2InstanceId: string,
  leftMs: TimeLeft,
): Promise<Observation['limits']> =>
  partOf('temporal.DescribeWorkflowExecution', leftMs(), () => limits.observe(ec2InstanceId));
