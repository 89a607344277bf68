import type { Ec2 } from '../../../aws/ec2';
import { partOf } from '../../../aws/call-error';
import {
  known,
  valueOf,
  type ObservationRequest,
  type Observation,
} from '../../../domain/drain/observation/observation';
import type { TimeLeft } from './time-left';

/** The parts that were announced are asked beside the state. Of an instance that runs nothing is known if one of them is not. */
export async function observeEc2(
  ec2: Ec2,
  { ec2InstanceId, ec2Instance: asked }: ObservationRequest,
  leftMs: TimeLeft,
): Promise<Observation['ec2Instance']> {
  if (asked === undefined) return undefined;
  const [state, markedAt, scheduledChangeAt] = await Promise.all([
    partOf('ec2.DescribeInstances', leftMs(), () => ec2.stateOf(ec2InstanceId)),
    asked.interruption
      ? partOf('ec2.DescribeSpotInstanceRequests', leftMs(), () => ec2.markedForInterruptionAt(ec2InstanceId))
      : known(null),
    asked.scheduledChange
      ? partOf('ec2.DescribeInstanceStatus', leftMs(), () => ec2.scheduledChangeAt(ec2InstanceId))
      : known(null),
  ]);
  if (state.kind === 'unknown') return state;
  if (state.value === null) return known(null);
  if (state.value === 'running' && markedAt.kind === 'unknown') return markedAt;
  if (state.value === 'running' && scheduledChangeAt.kind === 'unknown') return scheduledChangeAt;
  const at = valueOf(markedAt);
  return known({
    state: state.value,
    interruption: at ? { markedAt: at } : undefined,
    scheduledChangeAt: valueOf(scheduledChangeAt) ?? undefined,
  });
}
