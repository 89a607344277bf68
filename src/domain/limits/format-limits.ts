/** The limits of an account and Region in words, as Markdown, for the Temporal UI. */
import type { Limits, PermitRequest } from './limits';
import { idOf } from '../drain/observation/observation';
import { instant } from '../format/text';

const shown = 20;

export function formatLimits({ allPaused: paused, permits, waiting }: Limits): string {
  return [
    paused
      ? `**All drains are paused** by ${paused.by} since ${instant(paused.at)}: ${paused.reason}`
      : 'Nothing is paused.',
    ...section('Act', permits),
    ...section('Wait for a permit, the next one first', waiting),
  ].join('\n');
}

function section(title: string, requests: readonly PermitRequest[]): string[] {
  if (requests.length === 0) return [];
  const more = requests.length - shown;
  return [
    '',
    `${title}: ${requests.length}`,
    '',
    ...requests.slice(0, shown).map(line),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}

const line = ({ ec2InstanceId, clusterArn, budget, deadlineAt }: PermitRequest): string =>
  `- ${ec2InstanceId} in cluster ${idOf(clusterArn)}, where ${budget} may act at once` +
  (deadlineAt === undefined ? '' : `, deadline ${instant(deadlineAt)}`);
