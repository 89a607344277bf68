import { groupInstanceShape, groupShape, hookShape } from '../../src/auto-scaling/wire';
import { instanceShape, instanceStatusShape, spotRequestShape } from '../../src/ec2/wire';
import {
  clusterShape,
  containerInstanceShape,
  serviceShape,
  taskDefinitionShape,
  taskShape,
} from '../../src/ecs/wire';
import type { LocalAws } from '../../src/index';

/**
 * Everything that Describe and List calls would answer now, and which lifecycle actions wait. Taken before and after a
 * call it says whether the call changed anything; the record is not part of it.
 */
export function digest({ ecs, autoScaling, ec2, sns, sqs, eventBridge }: LocalAws): readonly string[] {
  const { clusters, taskDefinitions, capacityProviders } = ecs.state;
  const told = [
    ...[...clusters.values()].flatMap((cluster) => [
      clusterShape(cluster),
      ...[...cluster.instances.values()].map((each) => containerInstanceShape(ecs.env.rules, each)),
      ...[...cluster.tasks.values()].map((each) => ({
        ...taskShape(each),
        protectedUntilMs: each.protectedUntilMs,
      })),
      ...[...cluster.services.values()].map(serviceShape),
    ]),
    ...[...taskDefinitions.values()].flat().map(taskDefinitionShape),
    ...capacityProviders.values(),
    ...[...autoScaling.groups.values()].flatMap((group) => [
      groupShape(group),
      ...[...group.hooks.values()].map((hook) => hookShape(group, hook)),
      ...[...group.instances.values()].map((each) => ({
        ...groupInstanceShape(each),
        waitsFor: [...each.actions.values()].map(({ token }) => token),
      })),
    ]),
    ...[...ec2.instances.values()].map(instanceShape),
    ...[...ec2.instances.values()].map(instanceStatusShape),
    ...[...ec2.spotRequests.all.values()].map(spotRequestShape),
    ...ec2.launchTemplates,
    ...[...sqs.queues.values()].map(({ arn, attributes, messages }) => ({
      arn,
      attributes,
      messages: [...messages.values()],
    })),
    ...[...eventBridge.rules.values()].map((rule) => ({ ...rule, targets: [...rule.targets.values()] })),
    ...[...sns.topics.values()].map(({ arn, subscriptions }) => ({
      arn,
      subscriptions: [...subscriptions.values()],
    })),
  ];
  return told.map((each) => JSON.stringify(each));
}
