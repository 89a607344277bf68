import { type Group, type GroupInstance, globalTimeoutSeconds, isWarm, type LifecycleHook } from './state';

/** The shapes that Auto Scaling answers: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Types.html */

const INSTANCE_TYPE = 'm7i.large';

const instanceMembers = ({ id, group, availabilityZone, state }: GroupInstance) => ({
  InstanceId: id,
  InstanceType: INSTANCE_TYPE,
  AvailabilityZone: availabilityZone,
  LifecycleState: state,
  LaunchTemplate: group.launchTemplate,
  LaunchConfigurationName: group.launchConfigurationName,
  ProtectedFromScaleIn: false,
});

/** An instance inside DescribeAutoScalingGroups. */
export const groupInstanceShape = (instance: GroupInstance) => ({
  ...instanceMembers(instance),
  HealthStatus: instance.isHealthy ? 'Healthy' : 'Unhealthy',
});

/** An instance of DescribeAutoScalingInstances, which spells its health in capitals. */
export const instanceDetailsShape = (instance: GroupInstance) => ({
  ...instanceMembers(instance),
  AutoScalingGroupName: instance.group.name,
  HealthStatus: instance.isHealthy ? 'HEALTHY' : 'UNHEALTHY',
});

export const groupShape = (group: Group) => ({
  AutoScalingGroupName: group.name,
  AutoScalingGroupARN: group.arn,
  LaunchTemplate: group.launchTemplate,
  LaunchConfigurationName: group.launchConfigurationName,
  MinSize: group.minSize,
  MaxSize: group.maxSize,
  DesiredCapacity: group.desiredCapacity,
  DefaultCooldown: 300,
  AvailabilityZones: group.availabilityZones,
  LoadBalancerNames: [],
  TargetGroupARNs: [],
  HealthCheckType: 'EC2',
  HealthCheckGracePeriod: 0,
  Instances: [...group.instances.values()].filter((instance) => !isWarm(instance)).map(groupInstanceShape),
  ...(group.warmPool && {
    WarmPoolConfiguration: {
      MinSize: group.warmPool.minSize,
      MaxGroupPreparedCapacity: group.warmPool.maxGroupPreparedCapacity,
      PoolState: group.warmPool.poolState,
    },
    WarmPoolSize: [...group.instances.values()].filter(isWarm).length,
  }),
  InstanceLifecyclePolicy: group.onAbandon && {
    RetentionTriggers: { TerminateHookAbandon: group.onAbandon },
  },
  CreatedTime: new Date(group.createdAtMs),
  SuspendedProcesses: [],
  EnabledMetrics: [],
  Tags: [...group.tags].map(([Key, Value]) => ({
    ResourceId: group.name,
    ResourceType: 'auto-scaling-group',
    Key,
    Value,
    PropagateAtLaunch: true,
  })),
  TerminationPolicies: ['Default'],
  NewInstancesProtectedFromScaleIn: false,
});

export const hookShape = (group: Group, hook: LifecycleHook) => ({
  LifecycleHookName: hook.name,
  AutoScalingGroupName: group.name,
  LifecycleTransition: hook.transition,
  NotificationTargetARN: hook.notificationTargetArn,
  RoleARN: hook.roleArn,
  NotificationMetadata: hook.notificationMetadata,
  HeartbeatTimeout: hook.heartbeatTimeoutSeconds,
  GlobalTimeout: globalTimeoutSeconds(hook),
  DefaultResult: hook.defaultResult,
});
