import { once } from 'node:events';
import {
  ActivityCancelledError,
  ActivityCompletionError,
  ActivityNotFoundError,
  ActivityPausedError,
  ActivityResetError,
} from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createInAttempt, type Permission } from '../../../src/activities/attempt';
import { ActingPausedError, type Attempt } from '../../../src/aws/acting';

const quiet = { logger: new DefaultLogger('ERROR') };

/** One attempt of an activity, as Temporal makes it. */
const environmentOf = (startToCloseTimeoutMs = 15_000) =>
  new MockActivityEnvironment({ startToCloseTimeoutMs }, quiet);

const allowed: Permission = {
  heartbeat: () => Promise.resolve(),
  unlessPaused: () => Promise.resolve(),
};

const run = <T>(
  environment: MockActivityEnvironment,
  permission: Partial<Permission>,
  work: (attempt: Attempt) => Promise<T>,
): Promise<T> => environment.run(() => createInAttempt({ ...allowed, ...permission })(work));

describe('an attempt of an activity that acts', () => {
  it('may act while Temporal says that it is ours and nothing is paused', async () => {
    const tokens: Uint8Array[] = [];
    const environment = environmentOf();
    const heartbeat = (token: Uint8Array) => Promise.resolve(void tokens.push(token));
    const proof = await run(environment, { heartbeat }, (attempt) => attempt.prove());
    expect(proof.ageMs()).toBeLessThan(1_000);
    expect(tokens).toEqual([environment.context.info.taskToken]);
  });

  it.each<[string, Error]>([
    ['does not know it', new ActivityNotFoundError('gone')],
    ['has cancelled it', new ActivityCancelledError('cancelled')],
    ['has paused it', new ActivityPausedError('paused')],
    ['has reset it', new ActivityResetError('reset')],
  ])('is over, and ends as cancelled, where Temporal %s', async (_, error) => {
    const environment = environmentOf();
    let seen: Attempt | undefined;
    const ended = run(environment, { heartbeat: () => Promise.reject(error) }, async (attempt) => {
      seen = attempt;
      attempt.leaves({ operation: 'autoscaling.CompleteLifecycleAction' });
      await attempt.prove();
    });
    // The SDK is told with a heartbeat of its own.
    await once(environment, 'heartbeat');
    environment.cancel();
    await expect(ended).rejects.toMatchObject({
      name: 'CancelledFailure',
      details: [{ sent: [{ operation: 'autoscaling.CompleteLifecycleAction', answer: 'none' }] }],
    });
    expect(seen?.isCancelled()).toBe(true);
  });

  it('that fails while its cancellation is on its way ends as cancelled', async () => {
    const environment = environmentOf();
    const heartbeat = () => Promise.reject(new ActivityCancelledError('cancelled'));
    const ended = run(environment, { heartbeat }, () => Promise.reject(new Error('refused by AWS')));
    await once(environment, 'heartbeat');
    environment.cancel();
    await expect(ended).rejects.toMatchObject({ name: 'CancelledFailure', details: [{ sent: [] }] });
  });

  it('is not over, and may not act, where Temporal does not answer', async () => {
    const heartbeat = () => Promise.reject(new ActivityCompletionError('unavailable'));
    await run(environmentOf(), { heartbeat }, async (attempt) => {
      await expect(attempt.prove()).rejects.toMatchObject({
        callError: { operation: 'temporal.RecordActivityTaskHeartbeat', cause: 'transient' },
      });
      expect(() => attempt.throwIfOver()).not.toThrow();
    });
  });

  it('may not act while all drains are paused', async () => {
    const unlessPaused = () => Promise.reject(new ActingPausedError('by ana'));
    await run(environmentOf(), { unlessPaused }, (attempt) =>
      expect(attempt.prove()).rejects.toBeInstanceOf(ActingPausedError),
    );
  });

  it('is over when too little time is left for an answer, and is tried again by Temporal', async () => {
    const ended = run(environmentOf(4_600), {}, async (attempt) => {
      attempt.throwIfOver();
      await once(attempt.signal, 'abort');
      attempt.throwIfOver();
    });
    await expect(ended).rejects.toMatchObject({ name: 'AttemptOver', reason: 'too-late' });
  });

  it('is over when its time is, also where no timer had a chance to say so', async () => {
    const ended = run(environmentOf(4_600), {}, (attempt) => {
      const thawsAt = Date.now() + 110;
      while (Date.now() < thawsAt); // as good as frozen
      attempt.throwIfOver();
      return Promise.resolve();
    });
    await expect(ended).rejects.toMatchObject({ reason: 'too-late' });
  });

  it('tells the attempt after it what left, and that one tells it in its permit', async () => {
    const operation = 'autoscaling.CompleteLifecycleAction';
    const told: unknown[] = [];
    const heartbeat = (_: Uint8Array, details: unknown) =>
      Promise.resolve(void told.push(structuredClone(details)));
    const failed = run(environmentOf(), { heartbeat }, (attempt) => {
      attempt.leaves({ operation });
      attempt.leaves({ operation: 'ecs.UpdateContainerInstancesState' })('refused');
      return Promise.reject(new Error('no answer'));
    });
    await expect(failed).rejects.toThrow('no answer');

    const info = { startToCloseTimeoutMs: 15_000, attempt: 2, heartbeatDetails: told.at(-1) };
    const second = new MockActivityEnvironment(info, quiet);
    const cancelled = run(second, { heartbeat }, async (attempt) => {
      attempt.leaves({ operation })('refused');
      second.cancel();
      await Promise.resolve();
      attempt.throwIfOver();
    });
    await expect(cancelled).rejects.toMatchObject({
      details: [
        {
          sent: [
            { operation, answer: 'none' },
            { operation, answer: 'refused' },
          ],
        },
      ],
    });
  });

  it('that is complete when it is cancelled ends well', async () => {
    const environment = environmentOf();
    const ended = run(environment, {}, async (attempt) => {
      environment.cancel();
      await Promise.resolve();
      expect(attempt.isCancelled()).toBe(true);
      return 'done';
    });
    await expect(ended).resolves.toBe('done');
  });

  it('asks once for calls that are sent side by side', async () => {
    let asked = 0;
    const heartbeat = () => Promise.resolve(void (asked += 1));
    await run(environmentOf(), { heartbeat }, async (attempt) => {
      await Promise.all([attempt.prove(), attempt.prove(), attempt.prove()]);
      await attempt.prove();
    });
    expect(asked).toBe(2);
  });

  it('sends no heartbeat through the SDK where it is short, and one a second where it is not', async () => {
    const environment = environmentOf();
    let heartbeats = 0;
    environment.on('heartbeat', () => (heartbeats += 1));
    await run(environment, {}, (attempt) => attempt.prove());
    expect(heartbeats).toBe(0);
    await run(environment, {}, () => once(environment, 'heartbeat'));
    expect(heartbeats).toBe(1);
  });
});
