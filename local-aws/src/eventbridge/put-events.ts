import { z } from 'zod';
import type { Environment } from '../environment';
import { parseJson } from '../json';
import type { EventBridge } from './eventbridge';

/** What goes wrong with one entry is an answer, not an error. */
export const putEventsEntry = z.object({
  Source: z.string().default(''),
  DetailType: z.string().default(''),
  Detail: z.string().default(''),
  Resources: z.array(z.string()).default([]),
  EventBusName: z.literal('default', 'local-aws has the default event bus only.').optional(),
});

const detail = z.record(z.string(), z.unknown());

interface Failure {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

const failure = (ErrorCode: string, ErrorMessage: string): Failure => ({ ErrorCode, ErrorMessage });

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html */
export function putEvent(
  { rules }: Environment,
  eventBridge: EventBridge,
  entry: z.output<typeof putEventsEntry>,
): Failure | { readonly EventId: string } {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (entry[name] !== '') continue;
    return failure(
      'InvalidArgument',
      `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
    );
  }
  if (entry.Source.startsWith('aws.') && rules.holds('only-aws-sends-as-aws')) {
    return failure('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  const json = parseJson(entry.Detail);
  const parsed = json.ok ? detail.safeParse(json.value) : undefined;
  if (!parsed?.success) return failure('MalformedDetail', 'Detail is malformed.');
  const { Source: source, DetailType: detailType, Resources: resources } = entry;
  return { EventId: eventBridge.send({ source, detailType, resources, detail: parsed.data }) };
}
