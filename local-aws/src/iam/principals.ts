import { z } from 'zod';
import { problemsOf, Refused } from '../refused';
import { type Identity, uniqueId } from '../sts/identity';
import { identityPolicy, type PolicyDocument, type Statement } from './policy';

/** Who may do what. A role's access keys are those of its sessions. */
export interface PrincipalSpec {
  readonly kind: 'role' | 'user';
  readonly name: string;
  /** @default the account of the local AWS */
  readonly accountId?: string;
  /** @default none: a role that only services use */
  readonly accessKeyIds?: readonly string[];
  readonly policies: readonly PolicyDocument[];
}

export const principalSchema = z.strictObject({
  kind: z.enum(['role', 'user']),
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/),
  accountId: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  accessKeyIds: z.array(z.string().min(1)).default([]),
  policies: z.array(identityPolicy),
});

type Principal = z.output<typeof principalSchema> & { readonly accountId: string };

export interface Caller {
  readonly identity: Identity;
  /** ARN of the user, or of the role whose session it is. */
  readonly principalArn: string;
  readonly statements: readonly Statement[];
}

/** The users and roles of an account, and those of others that call it. */
export class Principals {
  /** By ARN. */
  private readonly all = new Map<string, Principal>();

  constructor(private readonly accountId: string) {}

  /** Adds a principal, or puts it in the place of the one of this kind and name. @throws Refused */
  put(spec: unknown): void {
    const parsed = principalSchema.safeParse(spec);
    if (!parsed.success) throw new Refused('invalid', problemsOf(parsed.error));
    const principal = { ...parsed.data, accountId: parsed.data.accountId ?? this.accountId };
    const taken = principal.accessKeyIds.find((each) => {
      const owner = this.ownerOf(each);
      return owner !== undefined && arnOf(owner) !== arnOf(principal);
    });
    if (taken !== undefined) {
      throw new Refused('conflict', [
        { at: 'accessKeyIds', message: `${taken} is the key of somebody else.` },
      ]);
    }
    this.all.set(arnOf(principal), principal);
  }

  /** Of whatever account. False where there is none. */
  remove(kind: 'role' | 'user', name: string): boolean {
    const found = [...this.all.values()].filter((each) => each.kind === kind && each.name === name);
    return found.map((each) => this.all.delete(arnOf(each))).includes(true);
  }

  /** ARNs, and the access keys of each. */
  list(): readonly { readonly arn: string; readonly accessKeyIds: readonly string[] }[] {
    return [...this.all.values()].map((each) => ({
      arn: arnOf(each),
      accessKeyIds: each.accessKeyIds,
    }));
  }

  /** Whom a call comes from. */
  byKey(accessKeyId: string): Caller | undefined {
    const owner = this.ownerOf(accessKeyId);
    return owner && callerAs(owner, accessKeyId);
  }

  /** A session of a role, as a service has one that a role was handed to; undefined where there is no such role. */
  sessionOf(roleArn: string, session: string): Caller | undefined {
    const role = this.all.get(roleArn);
    return role?.kind === 'role' ? callerAs(role, session) : undefined;
  }

  private ownerOf(accessKeyId: string): Principal | undefined {
    return [...this.all.values()].find(({ accessKeyIds }) => accessKeyIds.includes(accessKeyId));
  }
}

const arnOf = ({ accountId, kind, name }: Pick<Principal, 'accountId' | 'kind' | 'name'>): string =>
  `arn:aws:iam::${accountId}:${kind}/${name}`;

const callerAs = (principal: Principal, session: string): Caller => ({
  identity: identityOf(principal, session),
  principalArn: arnOf(principal),
  statements: principal.policies.flat(),
});

/** A role's sessions are named after the access key. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function identityOf(principal: Principal, session: string): Identity {
  const { kind, name, accountId: account } = principal;
  if (kind === 'user') return { arn: arnOf(principal), userId: uniqueId('AIDA', name), account };
  const arn = `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
  return { arn, userId: `${uniqueId('AROA', name)}:${session}`, account };
}
