/** Formats the limits of an account and Region, as Markdown, for the Temporal UI. */
import type { Limits, PermitRequest } from './limits';
import { idOf } from '../drain/observation/observation';
import { instant, section } from '../format/text';

export function formatLimits({ allPaused: paused, permits, waiting }: Limits): string {
  return [
    paused
      ? `**All drains are paused** by ${paused.by} since ${instant(paused.at)}: ${paused.reason}`
      : 'Nothing is paused.',
    ...section('Act', permits.map(line)),
    ...section('Wait for a permit, the next one first', waiting.map(line)),
  ].join('\n');
}

const line = ({ ec2InstanceId, clusterArn, budget, deadlineAt }: PermitRequest): string =>
  `${ec2InstanceId} in cluster ${idOf(clusterArn)}, where ${budget} may act at once` +
  (deadlineAt === undefined ? '' : `, deadline ${instant(deadlineAt)}`);
