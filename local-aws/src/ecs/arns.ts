import type { Environment } from '../environment';
import type { ArnFormat } from './state';

type Owner = Pick<Environment, 'accountId' | 'region'>;

const ecsArn = ({ accountId, region }: Owner, resource: string): string =>
  `arn:aws:ecs:${region}:${accountId}:${resource}`;

export const clusterArn = (owner: Owner, name: string): string => ecsArn(owner, `cluster/${name}`);
export const serviceArn = (owner: Owner, cluster: string, name: string): string =>
  ecsArn(owner, `service/${cluster}/${name}`);
export const capacityProviderArn = (owner: Owner, name: string): string =>
  ecsArn(owner, `capacity-provider/${name}`);
export const taskDefinitionArn = (owner: Owner, family: string, revision: number): string =>
  ecsArn(owner, `task-definition/${family}:${revision}`);
export const containerArn = (owner: Owner, cluster: string, taskId: string, id: string): string =>
  ecsArn(owner, `container/${cluster}/${taskId}/${id}`);

/**
 * Tasks and container instances have short ARNs (`task/<id>`) in accounts that never opted in to long ones.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html#ecs-resource-ids
 */
export const instanceOrTaskArn = (
  owner: Owner,
  kind: 'container-instance' | 'task',
  cluster: string,
  id: string,
  format: ArnFormat,
): string => ecsArn(owner, format === 'long' ? `${kind}/${cluster}/${id}` : `${kind}/${id}`);

/** The last segment of an ARN, or the id itself. */
export const idOf = (arnOrId: string): string => arnOrId.slice(arnOrId.lastIndexOf('/') + 1);

/** The cluster that a long task or container instance ARN names. */
export const clusterNamedBy = (arnOrId: string): string | undefined =>
  /:(?:task|container-instance)\/([^/]+)\/[^/]+$/.exec(arnOrId)?.[1];
