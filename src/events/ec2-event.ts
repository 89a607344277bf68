/** What EC2's own events about one instance have in common. */
import { z } from 'zod';
import { ec2InstanceId } from './fields';
import type { Ec2Notice } from '../domain/notice';
import type { Transport } from './message-kind';
import type { Parsed } from './parsed';

/** Of a spot interruption and of a rebalance recommendation. */
export const spotEvent = z.object({ detail: z.object({ 'instance-id': ec2InstanceId }) });

/** EC2 confirms these, so they name the instance and no more. */
export const noticed = ({ accountRegion }: Transport, ...notices: Ec2Notice[]): Parsed => ({
  kind: 'notices',
  notices,
  accountRegion,
  clusterHint: undefined,
});
