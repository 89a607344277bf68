/** What the facts about AWS mean. Pure. */
import type { Finding } from '../finding';
import { clusterFindings } from './clusters';
import { deadLetterFindings } from './dead-letters';
import type { AwsFacts } from './facts';
import { hookFindings } from './hooks';
import { identityFindings } from './identity';
import { modeFindings } from './mode';
import { permissionFindings } from './permissions';
import { serviceFindings } from './services';
import { stopTimeFindings } from './stop-times';
import { topicFindings } from './topics';
import { waitingFindings } from './waiting';

export const awsFindings = (facts: AwsFacts): readonly Finding[] => [
  ...modeFindings(facts),
  ...identityFindings(facts),
  ...permissionFindings(facts),
  ...clusterFindings(facts),
  ...hookFindings(facts),
  ...topicFindings(facts),
  ...deadLetterFindings(facts),
  ...serviceFindings(facts),
  ...stopTimeFindings(facts),
  ...waitingFindings(facts),
];
