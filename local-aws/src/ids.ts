import { randomBytes, randomInt, randomUUID } from 'node:crypto';

const hex = (characters: number): string => randomBytes(characters / 2).toString('hex');

/** `i-` and 17 hex digits, the first of them 0 as AWS's are. */
export const newInstanceId = (): string => `i-0${hex(16)}`;
/** `lt-` and 17 hex digits. */
export const newLaunchTemplateId = (): string => `lt-0${hex(16)}`;
/** `sir-` and 8 letters and digits. */
export const newSpotRequestId = (): string => `sir-${hex(8)}`;
/** 17 hex digits, the first of them 0. */
export const newEventId = (): string => `0${hex(16)}`;
/** 32 hex digits: a task or a container instance. */
export const newResourceId = (): string => hex(32);
/** Tokens, request ids, message ids. */
export const newUuid = (): string => randomUUID();
/** `ecs-svc/` and 19 digits. */
export const newDeploymentId = (): string =>
  `ecs-svc/${String(randomInt(1, 10))}${Array.from({ length: 18 }, () => String(randomInt(10))).join('')}`;
