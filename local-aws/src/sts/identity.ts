/** Whom an access key belongs to. */
export interface Identity {
  /** Of a user (`arn:aws:iam::…:user/…`), or of a role's session (`arn:aws:sts::…:assumed-role/…/…`). */
  readonly arn: string;
  /** `AIDA…` of a user; `AROA…:<session>` of a role's session. */
  readonly userId: string;
  /** 12 digits. */
  readonly account: string;
}

/** A user named after the access key: whom a key belongs to that nobody has said more of. */
export const userOfKey = (account: string, accessKeyId: string): Identity => ({
  arn: `arn:aws:iam::${account}:user/${accessKeyId}`,
  userId: uniqueId('AIDA', accessKeyId),
  account,
});

/** 21 characters, as IAM's unique ids are, the same for the same name. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export const uniqueId = (prefix: 'AIDA' | 'AROA', name: string): string =>
  prefix + Buffer.from(name).toString('hex').toUpperCase().padEnd(17, '0').slice(0, 17);
