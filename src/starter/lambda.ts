/** The Lambda function that SNS, EventBridge and SQS call: from a message to a drain, and nothing else. */
import { Logger } from '@aws-lambda-powertools/logger';
import { loadStarterConfig, type StarterConfig } from './config';
import { EmfMetrics } from './emf-metrics';
import { handleEvent, type QueueResult, type StarterResult } from './handle-event';
import { TemporalLink } from './temporal-link';

/** The part of Lambda's context that is used. */
export interface TimeLimit {
  getRemainingTimeInMillis(): number;
}

const log = new Logger({ serviceName: 'ecs-drain-starter' });
const metrics = new EmfMetrics();

let loaded: StarterConfig | undefined;
const config = (): StarterConfig => (loaded ??= loadStarterConfig());

/** One connection for as long as the execution environment lives. */
const temporal = new TemporalLink(() => config().temporal());

/** A function that its time-out ends says nothing: what is left when we give up is for saying why. */
const lastWordsMs = 1_500;

/** Also where the function's time-out is longer: the retry waits for this first. */
const longestMs = 20_000;

/** Answers before the function's time-out ends it, and within 20 seconds. */
export async function handler(event: unknown, context?: TimeLimit): Promise<StarterResult | QueueResult> {
  const remainingMs = context?.getRemainingTimeInMillis() ?? Infinity;
  const by = Date.now() + Math.min(longestMs, remainingMs - Math.min(lastWordsMs, remainingMs / 2));
  try {
    const { options, served } = config();
    return await handleEvent(event, { temporal, log, metrics, options, served }, by);
  } finally {
    metrics.publish();
  }
}
