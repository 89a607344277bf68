import { ApplicationFailure } from '@temporalio/common';
import { ServiceError, WorkflowUpdateFailedError } from '@temporalio/client';
import { asCliError, usageError } from '../../../src/cli/errors';
import { exitCodeMeanings, ExitCode } from '../../../src/cli/exit-codes';
import { SettingsError } from '../../../src/config/settings';
import { SetupMissingError } from '../../../src/temporal/setup-missing';

/** As gRPC's client throws it, inside what the SDK makes of it. */
const grpc = (code: number, details: string) =>
  new ServiceError('Failed', {
    cause: Object.assign(new Error(details), { code, details, metadata: {} }),
  });

it.each<[string, unknown, ExitCode, string]>([
  ['a wrong flag', usageError('--x: no'), ExitCode.Usage, '--x: no'],
  ['wrong settings', new SettingsError(['A: no']), ExitCode.Usage, 'the settings are not usable:\n  - A: no'],
  [
    'a refusal',
    new WorkflowUpdateFailedError('failed', ApplicationFailure.nonRetryable('it is late', 'CommandRefused')),
    ExitCode.Refused,
    'refused: it is late',
  ],
  [
    'no answer, by the server',
    grpc(4, 'deadline'),
    ExitCode.NoAnswer,
    'no answer in time; is a worker of that account and Region running?',
  ],
  [
    'no answer, by the client',
    grpc(1, 'cancelled'),
    ExitCode.NoAnswer,
    'no answer in time; is a worker of that account and Region running?',
  ],
  ['a lost server', grpc(14, 'gone'), ExitCode.CannotReach, 'Temporal does not answer: gone'],
  ['another refusal of the server', grpc(7, 'not yours'), ExitCode.Failed, 'not yours'],
  ['what nobody expects', 'bang', ExitCode.Failed, 'bang'],
])('%s has a sentence and an exit code', (_, error, exitCode, message) => {
  expect(asCliError(error)).toMatchObject({ exitCode, message });
});

it('a namespace that is not set up is told so, in its own words', () => {
  const error = new SetupMissingError('drains', undefined);
  expect(asCliError(error)).toMatchObject({ exitCode: ExitCode.NotSetUp, message: error.message });
});

it('every exit code has a meaning, and no two are the same', () => {
  const codes = Object.values(ExitCode);
  expect(new Set(codes).size).toBe(codes.length);
  expect(Object.keys(exitCodeMeanings).map(Number).sort()).toEqual([...codes].sort());
});
