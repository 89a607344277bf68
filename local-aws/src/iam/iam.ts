import { AwsError } from '../errors';
import { serviceOf } from '../deliveries';
import type { Environment } from '../environment';
import type { FaultTarget } from '../fault';
import type { ServiceName } from '../record-entries';
import { type Identity, userOfKey } from '../sts/identity';
import { type Actions, type Asked, Input } from './actions/action';
import type { Context } from './conditions';
import { decide } from './decide';
import { accessDenied, unknownKey } from './denial';
import { type Caller, Principals, type PrincipalSpec } from './principals';
import type { Statement } from './policy';
import { type ResourceStatement, resourceStatements } from './resource-policy';

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

/** Something done by somebody. */
interface NoticeResult {
  readonly service: ServiceName;
  /** As policies write it. */
  readonly action: string;
  readonly asked: Asked;
}

/** Who calls, and whether their policies, and those of what they call about, let them. */
export class Iam {
  private readonly principals: Principals;

  constructor(
    private readonly env: Environment,
    /** What policies have to allow for each operation. A service without any needs no permission. */
    private readonly actions: Readonly<Partial<Record<ServiceName, Actions>>>,
    /** The policy of a resource, as JSON; undefined where it has none. */
    private readonly policyOf: (arn: string) => string | undefined,
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
    const { rules } = this.env;
    const caller = this.callerBy(key);
    if (!caller) return rules.holds('iam-keys-belong-to-somebody') ? unknownKey(service) : undefined;
    const action = this.actions[service]?.[operation];
    if (!action) return undefined;
    const name = `${service}:${action.name ?? operation}`;
    const members = new Input(input);
    const about = action.asks(members).map((asked): NoticeResult => ({ service, action: name, asked }));
    const deeds = rules.holds('iam-asks-for-each-resource') ? about : about.slice(0, 1);
    const passed = rules.holds('iam-roles-are-passed') ? (action.passes?.(members) ?? []) : [];
    return this.firstRefusal(caller, [...deeds, ...passed.map((arn) => passRole(service, arn))]);
  }

  /** Why Auto Scaling may not send to a hook's target as the hook's role; undefined where it may. */
  refusalOfHook(targetArn: string, roleArn: string): AwsError | undefined {
    if (!this.env.rules.holds('iam-hooks-notify-as-their-role')) return undefined;
    const role = this.principals.sessionOf(roleArn, 'AutoScaling');
    if (!role) {
      return new AwsError(
        'AccessDenied',
        403,
        `Auto Scaling may not assume ${roleArn}: there is no such role.`,
      );
    }
    const deed: NoticeResult =
      serviceOf(targetArn) === 'sqs'
        ? { service: 'sqs', action: 'sqs:SendMessage', asked: { arn: targetArn } }
        : { service: 'sns', action: 'sns:Publish', asked: { arn: targetArn } };
    return this.firstRefusal(role, [deed]);
  }

  private firstRefusal(caller: Caller, deeds: readonly NoticeResult[]): AwsError | undefined {
    for (const { service, action, asked } of deeds) {
      const { arn: resource } = asked;
      const because = decide(this.env.rules, {
        caller,
        action,
        resource,
        ownerAccount: this.env.accountId,
        resourceStatements: this.statementsOf(resource),
        context: this.contextOf(caller, asked),
      });
      if (because === 'allowed') continue;
      return accessDenied({ service, by: caller.identity.arn, action, resource, because });
    }
    return undefined;
  }

  private statementsOf(arn: string): readonly ResourceStatement[] {
    const policy = this.policyOf(arn);
    return policy === undefined ? [] : resourceStatements(policy);
  }

  private callerBy(accessKeyId: string): Caller | undefined {
    const known = this.principals.byKey(accessKeyId);
    if (known || this.options.otherKeys !== 'administrators') return known;
    const identity = userOfKey(this.env.accountId, accessKeyId);
    return { identity, principalArn: identity.arn, statements: administrator };
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
  private contextOf({ identity, principalArn }: Caller, { keys = {} }: Asked): Context {
    const all = {
      ...(this.env.rules.holds('iam-resources-have-keys') && keys),
      'aws:RequestedRegion': this.env.region,
      'aws:PrincipalArn': principalArn,
      'aws:PrincipalAccount': identity.account,
      'aws:ResourceAccount': this.env.accountId,
    };
    return new Map(Object.entries(all).map(([key, value]) => [key.toLowerCase(), value]));
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
const passRole = (service: ServiceName, arn: string): NoticeResult => ({
  service,
  action: 'iam:PassRole',
  asked: { arn, keys: { 'iam:PassedToService': `${service}.amazonaws.com` } },
});
