import { type Operation, operationFactory } from '../../service';
import { sqsErrors } from '../errors';
import type { Sqs } from '../sqs';
import type { Queue } from '../state';

export const operation = operationFactory(sqsErrors.invalidParameter);

export type Operations = Readonly<Record<string, Operation>>;

/** The queue of a URL, whatever name of this machine stands in it. @throws AwsError where there is none */
export const findByUrl = (sqs: Sqs, url: string): Queue =>
  sqs.find(sqs.arnOf(url.slice(url.lastIndexOf('/') + 1)));
