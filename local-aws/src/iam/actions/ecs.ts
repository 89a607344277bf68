import { clusterArn, capacityProviderArn, idOf, instanceOrTaskArn, serviceArn } from '../../ecs/arns';
import type { Ecs } from '../../ecs/ecs';
import { findTaskDefinition } from '../../ecs/find';
import { type Action, type Actions, type Input, withoutResources } from './action';

const CLUSTER_KEY = 'ecs:cluster';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
export function ecsActions({ env, state }: Ecs): Actions {
  const clusterOf = (nameOrArn = 'default'): string =>
    nameOrArn.startsWith('arn:') ? nameOrArn : clusterArn(env, nameOrArn);
  const within = (input: Input) => {
    const arn = clusterOf(input.text('cluster'));
    return { name: idOf(arn), keys: { [CLUSTER_KEY]: arn } };
  };

  const onCluster = (clusters: (input: Input) => readonly (string | undefined)[]): Action => ({
    resourceType: 'cluster',
    keys: [],
    asks: (input) => clusters(input).map((each) => ({ arn: clusterOf(each) })),
  });
  const onItsCluster = onCluster((input) => [input.text('cluster')]);

  /** In the form that the call gives or the resource has: a policy for one of the forms does not cover the other. */
  const onMembers = (
    kind: 'container-instance' | 'task',
    references: (input: Input) => readonly string[],
  ): Action => ({
    resourceType: kind,
    keys: [CLUSTER_KEY],
    asks: (input) => {
      const { name, keys } = within(input);
      const cluster = state.clusters.get(name);
      const known = kind === 'task' ? cluster?.tasks : cluster?.instances;
      const arnOf = (id: string) => known?.get(id)?.arn ?? instanceOrTaskArn(env, kind, name, id, 'long');
      return references(input).map((each) => ({ arn: each.startsWith('arn:') ? each : arnOf(each), keys }));
    },
  });

  const onServices = (references: (input: Input) => readonly string[]): Action => ({
    resourceType: 'service',
    keys: [CLUSTER_KEY],
    asks: (input) => {
      const { name, keys } = within(input);
      return references(input).map((each) => ({
        arn: each.startsWith('arn:') ? each : serviceArn(env, name, each),
        keys,
      }));
    },
  });

  const onTaskDefinition = (member: string, keysOf: (input: Input) => Record<string, string>): Action => ({
    resourceType: 'task-definition',
    keys: member === 'family' ? [] : [CLUSTER_KEY],
    asks: (input) => {
      const reference = input.text(member) ?? '*';
      const found = member === 'family' ? undefined : findTaskDefinition(state, reference);
      const arn =
        found?.arn ?? `arn:aws:ecs:${env.region}:${env.accountId}:task-definition/${idOf(reference)}:*`;
      return [{ arn, keys: keysOf(input) }];
    },
  });

  const onCapacityProviders = (references: (input: Input) => readonly string[]): Action => ({
    resourceType: 'capacity-provider',
    keys: [],
    asks: (input) =>
      references(input).map((each) => ({
        arn: each.startsWith('arn:') ? each : capacityProviderArn(env, each),
      })),
  });

  const launch = onTaskDefinition('taskDefinition', (input) => within(input).keys);
  const task = onMembers('task', (input) => [input.text('task') ?? '*']);
  const tasks = onMembers('task', (input) => input.texts('tasks'));
  const instances = onMembers('container-instance', (input) => input.texts('containerInstances'));
  const service = onServices((input) => [input.text('service') ?? '*']);

  return {
    CreateCapacityProvider: onCapacityProviders((input) => [input.text('name') ?? '*']),
    CreateCluster: onCluster((input) => [input.text('clusterName')]),
    CreateService: onServices((input) => [input.text('serviceName') ?? '*']),
    DeleteCluster: onItsCluster,
    DeleteService: service,
    DeregisterContainerInstance: onItsCluster,
    DescribeCapacityProviders: onCapacityProviders((input) => someOrAll(input.texts('capacityProviders'))),
    DescribeClusters: onCluster((input) => someOr('default', input.texts('clusters'))),
    DescribeContainerInstances: instances,
    DescribeServices: onServices((input) => input.texts('services')),
    DescribeTaskDefinition: withoutResources(),
    DescribeTasks: tasks,
    GetTaskProtection: tasks,
    ListClusters: withoutResources(),
    ListContainerInstances: onItsCluster,
    // Where no instance is named, it is all of the cluster's.
    ListTasks: onMembers('container-instance', (input) => [input.text('containerInstance') ?? '*']),
    PutClusterCapacityProviders: onItsCluster,
    RegisterContainerInstance: onItsCluster,
    RegisterTaskDefinition: onTaskDefinition('family', () => ({})),
    RunTask: launch,
    StartTask: launch,
    StopTask: task,
    UpdateContainerInstancesState: instances,
    UpdateService: service,
    UpdateTaskProtection: tasks,
  };
}

const someOr = (instead: string, some: readonly string[]): readonly string[] =>
  some.length > 0 ? some : [instead];
const someOrAll = (some: readonly string[]): readonly string[] => someOr('*', some);
