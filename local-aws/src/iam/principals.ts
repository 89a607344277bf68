import { z } from 'zod';
import { problemsOf, Refused } from '../refused';
import { type Identity, uniqueId } from '../sts/identity';
import { identityPolicy, type PolicyDocument, type Statement } from './policy';

/** Who may do what. A role's access keys are those of its sessions. */
export interface PrincipalSpec {
  readonly kind: 'role' | 'user';
  readonly name: string;
  /** @default none: a role that only services use */
  readonly accessKeyIds?: readonly string[];
  readonly policies: readonly PolicyDocument[];
}

export const principalSchema = z.strictObject({
  kind: z.enum(['role', 'user']),
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/),
  accessKeyIds: z.array(z.string().min(1)).default([]),
  policies: z.array(identityPolicy),
});

type Principal = z.output<typeof principalSchema>;

export interface Caller {
  readonly identity: Identity;
  readonly statements: readonly Statement[];
}

/** The users and roles of an account, by kind and name. */
export class Principals {
  private readonly all = new Map<string, Principal>();

  constructor(private readonly accountId: string) {}

  /** Adds a principal, or puts it in the place of the one of this kind and name. @throws Refused */
  put(spec: unknown): void {
    const parsed = principalSchema.safeParse(spec);
    if (!parsed.success) throw new Refused('invalid', problemsOf(parsed.error));
    const principal = parsed.data;
    const taken = principal.accessKeyIds.find((each) => {
      const owner = this.ownerOf(each);
      return owner !== undefined && idOf(owner) !== idOf(principal);
    });
    if (taken !== undefined) {
      throw new Refused('conflict', [
        { at: 'accessKeyIds', message: `${taken} is the key of somebody else.` },
      ]);
    }
    this.all.set(idOf(principal), principal);
  }

  /** False where there is none. */
  remove(kind: 'role' | 'user', name: string): boolean {
    return this.all.delete(idOf({ kind, name }));
  }

  /** ARNs, and the access keys of each. */
  list(): readonly { readonly arn: string; readonly accessKeyIds: readonly string[] }[] {
    return [...this.all.values()].map((each) => ({
      arn: this.arnOf(each),
      accessKeyIds: each.accessKeyIds,
    }));
  }

  /** Whom a call comes from. */
  byKey(accessKeyId: string): Caller | undefined {
    const owner = this.ownerOf(accessKeyId);
    return owner && { identity: this.identityOf(owner, accessKeyId), statements: owner.policies.flat() };
  }

  private ownerOf(accessKeyId: string): Principal | undefined {
    return [...this.all.values()].find(({ accessKeyIds }) => accessKeyIds.includes(accessKeyId));
  }

  private arnOf({ kind, name }: Pick<Principal, 'kind' | 'name'>): string {
    return `arn:aws:iam::${this.accountId}:${kind}/${name}`;
  }

  /** A role's sessions are named after the access key. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
  private identityOf(principal: Principal, session: string): Identity {
    const { kind, name } = principal;
    const account = this.accountId;
    if (kind === 'user') return { arn: this.arnOf(principal), userId: uniqueId('AIDA', name), account };
    const arn = `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
    return { arn, userId: `${uniqueId('AROA', name)}:${session}`, account };
  }
}

const idOf = ({ kind, name }: Pick<Principal, 'kind' | 'name'>): string => `${kind}/${name}`;
