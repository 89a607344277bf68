import { z } from 'zod';
import { AwsError } from '../errors';
import { operationFactory, type Service } from '../service';
import type { Identity } from './identity';

export const stsApi = {
  version: '2011-06-15',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
} as const;

const operation = operationFactory((message) => new AwsError('ValidationError', 400, message));

/** STS as far as it says who is asking: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const stsService = (identityOf: (accessKeyId: string) => Identity): Service => ({
  name: 'sts',
  operations: {
    GetCallerIdentity: operation(z.object({}), (_, { accessKeyId }) => {
      const { userId, account, arn } = identityOf(accessKeyId);
      return { UserId: userId, Account: account, Arn: arn };
    }),
  },
  throttle: () => undefined,
  unknownOperation: (name) =>
    new AwsError('InvalidAction', 400, `Could not find operation ${name} for version ${stsApi.version}.`),
});
