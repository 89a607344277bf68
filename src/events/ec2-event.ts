/** What EC2's own events about one instance have in common. */
import type { Ec2Signal } from '../domain/signal';
import type { Carrier } from './message-kind';
import type { Parsed } from './parsed';

/** EC2 confirms these, so they name the instance and no more. */
export const signalled = ({ accountRegion }: Carrier, ...signals: Ec2Signal[]): Parsed => ({
  kind: 'signal',
  signals,
  accountRegion,
  clusterHint: undefined,
});
