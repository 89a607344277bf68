/** What the facts about AWS mean. Pure. */
import type { Finding } from '../finding';
import type { AwsFacts } from './facts';
import { modeFindings } from './mode';
import { waitingFindings } from './waiting';

export const awsFindings = (facts: AwsFacts): readonly Finding[] => [
  ...modeFindings(facts),
  ...waitingFindings(facts),
];
