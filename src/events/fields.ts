/** Fields of messages, no longer than AWS makes them: a drain carries some through its whole history. */
import { z } from 'zod';
import { isEc2InstanceId } from '../domain/notice';

export const ec2InstanceId = z.string().refine(isEc2InstanceId, 'expected an EC2 instance id');

/**
 * Text as Auto Scaling takes it. Temporal's databases refuse NUL in a label, and half a surrogate pair does not survive them.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
 */
export const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}\r\n\t]*$/u, 'expected text that XML can hold');

export const ecsArn = (resource: 'task' | 'container-instance') =>
  z
    .string()
    .max(500)
    .regex(
      new RegExp(`^arn:[\\w-]+:ecs:[a-z0-9-]+:\\d{12}:${resource}/([\\w-]+/)?[\\w-]{1,64}$`),
      `expected the ARN of a ${resource}`,
    );
