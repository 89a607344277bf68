import type { AwsError } from '../errors';
import type { Environment } from '../environment';
import type { FaultTarget } from '../fault';
import type { ServiceName } from '../record-entries';
import { type Identity, userOfKey } from '../sts/identity';
import { type Action, type Actions, type Asked, Input } from './actions/action';
import type { Context } from './conditions';
import { decide } from './decide';
import { accessDenied, unknownKey } from './denial';
import { type Caller, Principals, type PrincipalSpec } from './principals';
import type { Statement } from './policy';

export interface IamOptions {
  /** @default none yet */
  readonly principals?: readonly PrincipalSpec[];
  /** Whose calls those are that come with a key of no principal: nobody's, or an administrator's. @default refused */
  readonly otherKeys?: 'refused' | 'administrators';
}

/** Everything, for callers whose policies do not matter. */
const administrator: readonly Statement[] = [
  {
    effect: 'Allow',
    actions: { patterns: ['*'], isNot: false },
    resources: { patterns: ['*'], isNot: false },
    conditions: [],
  },
];

/** Who calls, and whether their policies let them. */
export class Iam {
  private readonly principals: Principals;

  constructor(
    private readonly env: Environment,
    /** What policies have to allow for each operation. A service without any needs no permission. */
    private readonly actions: Readonly<Partial<Record<ServiceName, Actions>>>,
    private readonly options: IamOptions,
  ) {
    this.principals = new Principals(env.accountId);
    for (const principal of options.principals ?? []) this.principals.put(principal);
  }

  /** Adds a principal, or changes the one of this kind and name. @throws Refused for a policy that is not understood */
  put(principal: PrincipalSpec): void {
    this.principals.put(principal);
  }

  /** The same with what came from outside. @throws Refused also for what is no principal */
  putUnchecked(principal: unknown): void {
    this.principals.put(principal);
  }

  /** False where there is none. */
  remove(kind: PrincipalSpec['kind'], name: string): boolean {
    return this.principals.remove(kind, name);
  }

  list(): ReturnType<Principals['list']> {
    return this.principals.list();
  }

  identityOf(accessKeyId: string): Identity {
    return this.callerBy(accessKeyId)?.identity ?? userOfKey(this.env.accountId, accessKeyId);
  }

  /** Why a call may not be made; undefined where it may. Each of its resources has to be allowed. */
  refusal({ service, operation, caller: key, input }: FaultTarget): AwsError | undefined {
    const caller = this.callerBy(key);
    if (!caller) return this.env.rules.holds('iam-keys-belong-to-somebody') ? unknownKey(service) : undefined;
    const action = this.actions[service]?.[operation];
    if (!action) return undefined;
    const name = `${service}:${action.name ?? operation}`;
    for (const asked of this.resourcesOf(action, input)) {
      const context = this.contextOf(caller, asked);
      const request = { action: name, resource: asked.arn, context };
      const decision = decide(this.env.rules, caller.statements, request);
      if (decision === 'allowed') continue;
      const { arn: by } = caller.identity;
      return accessDenied({ service, by, action: name, resource: asked.arn, because: decision });
    }
    return undefined;
  }

  private resourcesOf(action: Action, input: unknown): readonly Asked[] {
    const asked = action.asks(new Input(input));
    return this.env.rules.holds('iam-asks-for-each-resource') ? asked : asked.slice(0, 1);
  }

  private callerBy(accessKeyId: string): Caller | undefined {
    const known = this.principals.byKey(accessKeyId);
    if (known || this.options.otherKeys !== 'administrators') return known;
    return { identity: userOfKey(this.env.accountId, accessKeyId), statements: administrator };
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
  private contextOf({ identity }: Caller, { keys = {} }: Asked): Context {
    const all = {
      ...(this.env.rules.holds('iam-resources-have-keys') && keys),
      'aws:RequestedRegion': this.env.region,
      'aws:PrincipalArn': roleOf(identity.arn),
      'aws:PrincipalAccount': identity.account,
      'aws:ResourceAccount': this.env.accountId,
    };
    return new Map(Object.entries(all).map(([key, value]) => [key.toLowerCase(), value]));
  }
}

/** The role of a session; anybody else as they are. */
const roleOf = (arn: string): string =>
  arn.replace(/^arn:aws:sts::(\d+):assumed-role\/([^/]+)\/.*$/, 'arn:aws:iam::$1:role/$2');
