import {
  AwsCallError,
  call,
  isNoActiveLifecycleAction,
  partOf,
  callErrorOf,
} from '../../../src/aws/call-error';

const awsError = (name: string, message = 'no') => Object.assign(new Error(message), { name });

describe('what an error from AWS means', () => {
  it.each([
    'ThrottlingException',
    'Throttling',
    'ResourceContention',
    'ServerException',
    'TimeoutError',
    'ECONNREFUSED',
    'CredentialsProviderError',
    'TokenProviderError',
    'ExpiredToken',
    'ExpiredTokenException',
  ])('%s heals by itself', (code) => {
    expect(callErrorOf('ecs.ListTasks', awsError(code)).cause).toBe('transient');
  });

  it.each([
    'AccessDeniedException',
    'AccessDenied',
    'AuthFailure',
    'InvalidParameterException',
    'ClusterNotFoundException',
  ])('%s needs an operator', (code) => {
    expect(callErrorOf('ecs.ListTasks', awsError(code))).toEqual({
      operation: 'ecs.ListTasks',
      code,
      message: 'no',
      cause: 'permanent',
    });
  });

  it('tells an action that has ended by code and message', () => {
    const message = 'No active Lifecycle Action found with instance ID i-1';
    expect(isNoActiveLifecycleAction(awsError('ValidationError', message))).toBe(true);
    expect(isNoActiveLifecycleAction(awsError('ValidationError', 'AutoScalingGroup name not found'))).toBe(
      false,
    );
    expect(isNoActiveLifecycleAction(awsError('Throttling', message))).toBe(false);
  });
});

describe('a part of an observation', () => {
  it('is what was read', async () => {
    await expect(partOf('ecs.ListTasks', 1000, () => Promise.resolve(7))).resolves.toEqual({
      kind: 'known',
      value: 7,
    });
  });

  it('is unknown, named by the call that failed, and does not throw', async () => {
    const read = () => call('ecs.DescribeTasks', () => Promise.reject(awsError('ServerException')));
    await expect(partOf('ecs.ListTasks', 1000, read)).resolves.toMatchObject({
      kind: 'unknown',
      callError: { operation: 'ecs.DescribeTasks', code: 'ServerException' },
    });
  });

  it('is unknown when AWS does not answer in time', async () => {
    const never = () => new Promise<never>(() => undefined);
    await expect(partOf('ecs.ListTasks', 5, never)).resolves.toMatchObject({
      callError: { code: 'TimeoutError' },
    });
  });

  it('keeps the error that caused it', async () => {
    const cause = awsError('ServerException');
    await expect(call('ecs.ListTasks', () => Promise.reject(cause))).rejects.toMatchObject({ cause });
    expect(new AwsCallError('ecs.ListTasks', cause).message).toBe('ecs.ListTasks: ServerException: no');
  });
});
