import type { Environment } from '../environment';
import { newUuid } from '../ids';
import type { InvocationChange } from '../record-entries';
import { invokeOverHttp } from './http-function';

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
}

/** Lambda's defaults: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRY_DELAYS_SECONDS = [60, 120] as const;

/** Functions on this machine, invoked asynchronously: each event is retried, then recorded as a dead letter. */
export class LambdaFunctions {
  private readonly targets = new Map<string, LambdaHandler>();
  private readonly closing = new AbortController();

  constructor(
    private readonly env: Environment,
    private readonly options: LambdaOptions = {},
  ) {}

  /**
   * Registers a function and returns its ARN. A string is the base URL of a process that takes invocations in the way
   * of the Lambda runtime interface emulator. Registering a name again replaces its function.
   */
  register(name: string, target: LambdaHandler | string): string {
    const arn = this.arnOf(name);
    this.targets.set(
      arn,
      typeof target === 'string' ? (event) => invokeOverHttp(target, event, this.closing.signal) : target,
    );
    return arn;
  }

  has(functionArn: string): boolean {
    return this.targets.has(functionArn);
  }

  arnOf(name: string): string {
    return `arn:aws:lambda:${this.env.region}:${this.env.accountId}:function:${name}`;
  }

  /** Queues an event, as Lambda does for SNS; returns at once. */
  invokeAsync(functionArn: string, event: unknown): void {
    const requestId = newUuid();
    setImmediate(() => void this.attempt(functionArn, requestId, event, 1));
  }

  /** Starts no further attempt and gives up HTTP invocations that are under way. */
  close(): void {
    this.closing.abort();
  }

  private async attempt(
    functionArn: string,
    requestId: string,
    event: unknown,
    attempt: number,
  ): Promise<void> {
    if (this.closing.signal.aborted) return;
    const write = (change: InvocationChange): void => {
      if (!this.closing.signal.aborted)
        this.env.record.append({ kind: 'lambda', functionArn, requestId, change });
    };
    write({ what: 'invoked', attempt });
    try {
      const result = await this.run(functionArn, requestId, event);
      write({ what: 'succeeded', attempt, result });
    } catch (cause) {
      const error = cause instanceof Error ? cause.message : String(cause);
      write({ what: 'failed', attempt, error });
      const { rules } = this.env;
      const delays = this.options.retryDelaysSeconds ?? RETRY_DELAYS_SECONDS;
      const isRetried = rules.holds('asynchronous-invocations-are-retried');
      const delaySeconds = isRetried ? delays[attempt - 1] : undefined;
      if (delaySeconds === undefined) {
        if (rules.holds('failed-events-are-dead-letters')) write({ what: 'dead-letter', error, event });
      } else {
        this.env.clock.scheduleAfter(delaySeconds * 1000, () => {
          void this.attempt(functionArn, requestId, event, attempt + 1);
        });
      }
    }
  }

  private async run(functionArn: string, requestId: string, event: unknown): Promise<unknown> {
    const handler = this.targets.get(functionArn);
    if (!handler) throw new Error(`No function is registered as ${functionArn}.`);
    const functionName = functionArn.slice(functionArn.lastIndexOf(':') + 1);
    // Each attempt gets an event of its own, as over a wire.
    return await handler(structuredClone(event), {
      awsRequestId: requestId,
      functionName,
      invokedFunctionArn: functionArn,
    });
  }
}
