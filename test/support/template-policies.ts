/** The worker's role of deploy/template.yaml on a local AWS that asks for permissions. */
import type { LocalAws, PolicyDocument, PrincipalSpec, StatementDocument } from '@ecs-drain/local-aws';
import { drainAccessKeyId } from '../../dev/local-stack';
import { statementsOf } from './deploy/policies';
import { readTemplate } from './deploy/read-template';
import { resolveTemplate } from './deploy/resolve-template';

export interface Coverage {
  /** Names of clusters, at least one. */
  readonly clusters: readonly string[];
  /** Names of Auto Scaling groups. */
  readonly groups: readonly string[];
  readonly outcomeTopicArn?: string | undefined;
}

const template = readTemplate();

/** What the template lets workers do with these clusters and groups, where it is deployed with all that it can do. */
export function workerStatements(
  { region, accountId }: Pick<LocalAws, 'region' | 'accountId'>,
  { clusters, groups, outcomeTopicArn }: Coverage,
): StatementDocument[] {
  const parameters = {
    ClusterArns: clusters.map((name) => `arn:aws:ecs:${region}:${accountId}:cluster/${name}`).join(','),
    ...(groups.length > 0 && { AutoScalingGroupNames: groups.join(',') }),
    ...(outcomeTopicArn !== undefined && { OutcomeTopicArn: outcomeTopicArn }),
    WorkerOn: 'host',
    TemporalAddress: 'temporal.example.com:7233',
  };
  const statements = statementsOf(resolveTemplate(template, { region, accountId, parameters }), 'WorkerRole');
  return statements.map(({ Condition, ...statement }) => ({ ...statement, ...(Condition && { Condition }) }));
}

/** What a worker needs besides that is not told its clusters, as the template's always are. */
const findsClusters: StatementDocument = { Effect: 'Allow', Action: 'ecs:ListClusters', Resource: '*' };

/** Gives our worker's access key a role with these statements and no others. */
export function giveWorker(aws: LocalAws, statements: readonly StatementDocument[]): void {
  if (!aws.iam) throw new Error('this local AWS asks for no permissions');
  const policies: PolicyDocument[] =
    statements.length > 0 ? [{ Version: '2012-10-17', Statement: statements }] : [];
  const role: PrincipalSpec = {
    kind: 'role',
    name: 'WorkerRole',
    accessKeyIds: [drainAccessKeyId],
    policies,
  };
  aws.iam.put(role);
}

/** What AWS said to our worker's calls that its policies do not allow, but those about clusters that are not there. */
export const deniedCalls = ({ record, ecs }: LocalAws, afterSeq = 0): string[] =>
  record.entries.slice(afterSeq).flatMap((entry) => {
    if (entry.kind !== 'call' || entry.caller !== drainAccessKeyId || entry.fault !== undefined) return [];
    const message = entry.outcome.kind === 'error' ? entry.outcome.message : '';
    if (!message.includes('is not authorized to perform')) return [];
    const cluster = /:cluster\/(\S+) /.exec(message)?.[1];
    return cluster === undefined || ecs.state.clusters.has(cluster) ? [message] : [];
  });

/**
 * From now on our worker has the template's role, as if it were deployed for all clusters and groups that there are and will
 * be. Everybody else may do everything.
 * @param outcomeTopicArn where outcomes are published, if anywhere
 * @param isToldClusters whether the worker has the names of its clusters
 */
export function giveTemplateRole(
  aws: LocalAws,
  { outcomeTopicArn, isToldClusters }: Pick<Coverage, 'outcomeTopicArn'> & { isToldClusters: boolean },
): void {
  const clusters = new Set<string>();
  const groups = new Set<string>();
  const refresh = () => {
    const before = clusters.size + groups.size;
    for (const name of aws.ecs.state.clusters.keys()) clusters.add(name);
    for (const name of aws.autoScaling.groups.keys()) groups.add(name);
    if (clusters.size + groups.size === before) return;
    const coverage = { clusters: [...clusters], groups: [...groups], outcomeTopicArn };
    const statements = clusters.size > 0 ? workerStatements(aws, coverage) : [];
    giveWorker(aws, isToldClusters ? statements : [...statements, findsClusters]);
  };
  giveWorker(aws, isToldClusters ? [] : [findsClusters]);
  aws.record.onEntry(refresh);
}
