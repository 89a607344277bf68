import type { PolicyDocument, PrincipalSpec, StatementDocument } from '../../src/index';

/** The access key of the clients that tests have. */
const TEST_KEY = 'AKIATEST';

export const policy = (...statements: StatementDocument[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

export const allow = (
  Action: string | string[],
  more: Partial<StatementDocument> = {},
): StatementDocument => ({
  Effect: 'Allow',
  Action,
  ...(!more.NotResource && { Resource: '*' }),
  ...more,
});

/** The test's clients as a role with these statements. */
export const roleWith = (...statements: StatementDocument[]): PrincipalSpec => ({
  kind: 'role',
  name: 'worker',
  accessKeyIds: [TEST_KEY],
  policies: statements.length > 0 ? [policy(...statements)] : [],
});

/** What a topic's policy says of somebody. */
export type TopicStatement = StatementDocument & { readonly Principal: unknown };

export const about = (Principal: unknown, more: Partial<StatementDocument> = {}): TopicStatement => ({
  ...allow('sns:Publish', more),
  Principal,
});
