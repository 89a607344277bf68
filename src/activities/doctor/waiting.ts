import { partOf } from '../../aws/call-error';
import type { AwsFacts } from '../../domain/doctor/aws/facts';
import { decideSweep, isInOurHook } from '../../domain/sweep/sweep';
import type { DoctorDependencies } from './dependencies';

/** An account of some thousands of instances is read page by page, five a second. */
const withinMs = 60_000;

/** What the next sweep would start, had it come now: by its own decision. */
export const observeWaiting = ({
  waiting,
  lastDrains,
}: Pick<DoctorDependencies, 'waiting' | 'lastDrains'>): Promise<AwsFacts['waiting']> =>
  partOf('autoscaling.DescribeAutoScalingInstances', withinMs, async () => {
    const ours = (await waiting()).filter(isInOurHook);
    const drains = await lastDrains(ours.map(({ ec2InstanceId }) => ec2InstanceId));
    return decideSweep(ours, drains).start;
  });
