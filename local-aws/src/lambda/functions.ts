import { z } from 'zod';
import type { Environment } from '../environment';
import { newUuid } from '../ids';
import { parseJson } from '../json';
import type { InvocationChange } from '../record-entries';
import type { Sqs } from '../sqs/sqs';
import { invokeOverHttp } from './http-function';
import { mapQueue, type QueueMapping } from './queue-mapping';
import { DEFAULT_TIMEOUT_SECONDS, timeLimit, timeoutSecondsSchema } from './time-limit';

/** The part of Lambda's context object that local functions get. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly invokedFunctionArn: string;
}

/** Handlers type their event themselves (as `SNSEvent`, say); a method's parameter lets them. */
export type LambdaHandler = { handle(event: unknown, context: LambdaContext): unknown }['handle'];

export interface LambdaOptions {
  /** Waits before the retries of a failed asynchronous invocation. @default [60, 120] */
  readonly retryDelaysSeconds?: readonly number[];
  /** No attempt times out before it has had so much of the machine's time, however far the clock is stepped. @default 1000 */
  readonly leastMachineMs?: number;
}

export interface FunctionOptions {
  /** From 1 to 900, on the local AWS's clock. @default 900 */
  readonly timeoutSeconds?: number | undefined;
  /** ARN of the queue that gets each event whose last attempt failed, as the function's dead-letter queue. */
  readonly deadLetterQueueArn?: string | undefined;
}

/** Lambda's defaults: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRY_DELAYS_SECONDS = [60, 120] as const;

interface LocalFunction {
  readonly invoke: (event: unknown, context: LambdaContext, signal: AbortSignal) => unknown;
  readonly timeoutSeconds: number;
  readonly deadLetterQueueArn: string | undefined;
}

/**
 * Functions on this machine. Invoked asynchronously each event is retried, then recorded as a dead letter; with the messages
 * of a queue they are invoked once a receive.
 */
export class LambdaFunctions {
  private readonly functions = new Map<string, LocalFunction>();
  private readonly closing = new AbortController();

  constructor(
    private readonly env: Environment,
    private readonly sqs: Sqs,
    private readonly options: LambdaOptions = {},
  ) {}

  /**
   * Registers a function and returns its ARN. A string is the base URL of a process that takes invocations in the way
   * of the Lambda runtime interface emulator. Registering a name again replaces its function.
   * @throws where the timeout is none that Lambda takes
   */
  register(name: string, target: LambdaHandler | string, options: FunctionOptions = {}): string {
    const arn = this.arnOf(name);
    this.functions.set(arn, {
      deadLetterQueueArn: options.deadLetterQueueArn,
      timeoutSeconds: timeoutSecondsSchema.parse(options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS),
      invoke:
        typeof target === 'string'
          ? (event, _context, signal) => invokeOverHttp(target, event, signal)
          : (event, context) => target(event, context),
    });
    return arn;
  }

  has(functionArn: string): boolean {
    return this.functions.has(functionArn);
  }

  arnOf(name: string): string {
    return `arn:aws:lambda:${this.env.region}:${this.env.accountId}:function:${name}`;
  }

  /** Queues an event, as Lambda does for SNS; returns at once. */
  invokeAsync(functionArn: string, event: unknown): void {
    const requestId = newUuid();
    setImmediate(() => void this.attempt(functionArn, requestId, event, 1));
  }

  /** Gives a queue's messages to a function until that is ended. @throws AwsError where there is no such queue */
  mapQueue(mapping: QueueMapping): () => void {
    const end = mapQueue(
      this.env,
      this.sqs,
      (functionArn, event) => this.invokeSync(functionArn, event),
      mapping,
    );
    this.closing.signal.addEventListener('abort', end);
    return end;
  }

  /** One attempt; rejects where it fails. */
  private async invokeSync(functionArn: string, event: unknown): Promise<unknown> {
    const requestId = newUuid();
    const attempt = 1;
    this.write(functionArn, requestId, { what: 'invoked', attempt });
    try {
      const result = await this.run(functionArn, requestId, event);
      this.write(functionArn, requestId, { what: 'succeeded', attempt, result });
      return result;
    } catch (cause) {
      this.write(functionArn, requestId, { what: 'failed', attempt, error: wordsOf(cause) });
      throw cause;
    }
  }

  private write(functionArn: string, requestId: string, change: InvocationChange): void {
    if (!this.isClosed()) this.env.record.append({ kind: 'lambda', functionArn, requestId, change });
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq */
  private deadLetter(functionArn: string, requestId: string, event: unknown, error: string): void {
    const { deadLetterQueueArn: target } = this.functions.get(functionArn) ?? {};
    this.write(functionArn, requestId, {
      what: 'dead-letter',
      error,
      event,
      ...(target !== undefined && { target }),
    });
    const queue = this.sqs.queues.get(target ?? '');
    if (!queue || !this.env.rules.holds('functions-have-dead-letter-queues')) return;
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    this.sqs.send(queue, JSON.stringify(event), {
      attributes: {
        RequestID: text(requestId),
        ErrorCode: { DataType: 'Number', StringValue: '200' },
        ErrorMessage: text(error),
      },
    });
  }

  /** Starts no further attempt and gives up HTTP invocations that are under way. */
  close(): void {
    this.closing.abort();
  }

  private isClosed(): boolean {
    return this.closing.signal.aborted;
  }

  private async attempt(
    functionArn: string,
    requestId: string,
    event: unknown,
    attempt: number,
  ): Promise<void> {
    if (this.isClosed()) return;
    const write = (change: InvocationChange): void => this.write(functionArn, requestId, change);
    write({ what: 'invoked', attempt });
    try {
      const result = await this.run(functionArn, requestId, event);
      write({ what: 'succeeded', attempt, result });
    } catch (cause) {
      if (this.isClosed()) return;
      const error = wordsOf(cause);
      write({ what: 'failed', attempt, error });
      const { rules } = this.env;
      const delays = this.options.retryDelaysSeconds ?? RETRY_DELAYS_SECONDS;
      const isRetried = rules.holds('asynchronous-invocations-are-retried');
      const delaySeconds = isRetried ? delays[attempt - 1] : undefined;
      if (delaySeconds === undefined) {
        if (rules.holds('failed-events-are-dead-letters'))
          this.deadLetter(functionArn, requestId, event, error);
      } else {
        this.env.clock.scheduleAfter(delaySeconds * 1000, () => {
          void this.attempt(functionArn, requestId, event, attempt + 1);
        });
      }
    }
  }

  private async run(functionArn: string, requestId: string, event: unknown): Promise<unknown> {
    const local = this.functions.get(functionArn);
    if (!local) throw new Error(`No function is registered as ${functionArn}.`);
    const context = {
      awsRequestId: requestId,
      functionName: functionArn.slice(functionArn.lastIndexOf(':') + 1),
      invokedFunctionArn: functionArn,
    };
    const limit = this.env.rules.holds('functions-time-out')
      ? timeLimit(this.env.clock, local.timeoutSeconds, this.options.leastMachineMs ?? 1000)
      : undefined;
    const signal = limit ? AbortSignal.any([this.closing.signal, limit.signal]) : this.closing.signal;
    try {
      // Each attempt gets an event of its own, as over a wire.
      return asAnswered(
        await Promise.race([local.invoke(structuredClone(event), context, signal), aborted(signal)]),
      );
    } finally {
      limit?.lift();
    }
  }
}

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Never fulfilled; rejected with the reason of the signal. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('Aborted.'));
    });
  });

/** A result as the runtime sends it. @throws where it cannot be sent */
function asAnswered(result: unknown): unknown {
  // In a list, since JSON has no text for `undefined` alone.
  const answered = parseJson(JSON.stringify([result]));
  if (!answered.ok) throw new Error(`The function's answer is ${answered.why}.`);
  return z.tuple([z.unknown()]).parse(answered.value)[0];
}
