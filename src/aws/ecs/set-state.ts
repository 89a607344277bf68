/** Container instances set to DRAINING and back: those of many drains with one request. */
import { type ECSClient, UpdateContainerInstancesStateCommand } from '@aws-sdk/client-ecs';
import { type Attempt, AttemptOverError, forAttempts } from '../acting';
import { batched, perScope } from '../batching';
import type { Budget } from '../budget';
import { AwsCallError, call } from '../call-error';
import { failureOf } from './failure';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateContainerInstancesState.html */
const atOnce = 10;

const operation = 'ecs.UpdateContainerInstancesState';

/** An instance for which an attempt waits. */
interface Wish {
  readonly arn: string;
  readonly attempt: Attempt;
  /** Called when the wait for the budget is over: from then on the wish ends with its request. */
  readonly begin: () => void;
}

/** What became of a wish; undefined: it was fulfilled. */
type Result = undefined | AwsCallError;

export function createSetState(
  client: ECSClient,
  modifications: Budget,
  status: 'DRAINING' | 'ACTIVE',
): (cluster: string, containerInstanceArn: string, attempt: Attempt) => Promise<void> {
  const send = async (cluster: string, wishes: readonly Wish[]): Promise<Map<Wish, Result>> => {
    const arns = [...new Set(wishes.map(({ arn }) => arn))];
    const command = new UpdateContainerInstancesStateCommand({ cluster, containerInstances: arns, status });
    const attempts = wishes.map(({ attempt }) => attempt);
    const { failures = [] } = await call(operation, () =>
      client.send(forAttempts(attempts, { operation }, command)),
    );
    // One instance's failure is not the others'.
    return new Map(
      wishes.map((wish) => {
        const failure = failures.find(({ arn }) => arn === wish.arn);
        return [wish, failure && failureOf(operation, failure)];
      }),
    );
  };
  /** Where an attempt ends before the request is sent, or sent again, the others' is sent without it. */
  const sendForThoseLeft = async (cluster: string, wishes: readonly Wish[]): Promise<Map<Wish, Result>> => {
    const lasting = wishes.filter(({ attempt }) => overErrorOf(attempt) === undefined);
    if (lasting.length === 0) return new Map();
    try {
      return await send(cluster, lasting);
    } catch (error) {
      if (!(error instanceof AwsCallError && error.cause instanceof AttemptOverError)) throw error;
      return sendForThoseLeft(cluster, lasting);
    }
  };
  const set = perScope((cluster) =>
    batched<Wish, undefined>(
      atOnce,
      async (wishes) => {
        for (const { begin } of wishes) begin();
        const results = await sendForThoseLeft(cluster, wishes);
        return wishes.map((wish) => (results.has(wish) ? results.get(wish) : overErrorOf(wish.attempt)));
      },
      () => modifications.take(1, { servesMany: true }),
    ),
  );
  return (cluster, arn, attempt) =>
    new Promise((resolve, reject) => {
      const giveUp = () => reject(new AwsCallError(operation, attempt.signal.reason));
      const begin = () => attempt.signal.removeEventListener('abort', giveUp);
      if (attempt.signal.aborted) {
        giveUp();
        return;
      }
      attempt.signal.addEventListener('abort', giveUp, { once: true });
      set(cluster)({ arn, attempt, begin }).then(resolve, reject);
    });
}

function overErrorOf(attempt: Attempt): AwsCallError | undefined {
  try {
    attempt.throwIfOver();
    return undefined;
  } catch (error) {
    return new AwsCallError(operation, error);
  }
}
