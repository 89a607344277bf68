import type { AutoScaling } from '../../auto-scaling/auto-scaling';
import type { Ec2 } from '../../ec2/ec2';
import type { Ecs } from '../../ecs/ecs';
import type { Environment } from '../../environment';
import type { ServiceName } from '../../record-entries';
import type { Actions } from './action';
import { autoScalingActions } from './auto-scaling';
import { ec2Actions } from './ec2';
import { ecsActions } from './ecs';
import { eventBridgeActions, snsActions, sqsActions } from './messaging';

/** STS is not among them: "No permissions are required to perform" GetCallerIdentity. */
export const allActions = (
  env: Environment,
  { ecs, autoScaling, ec2 }: { readonly ecs: Ecs; readonly autoScaling: AutoScaling; readonly ec2: Ec2 },
): Readonly<Record<Exclude<ServiceName, 'sts'>, Actions>> => ({
  ecs: ecsActions(ecs),
  autoscaling: autoScalingActions(autoScaling),
  ec2: ec2Actions(ec2),
  sns: snsActions(env),
  sqs: sqsActions(env),
  events: eventBridgeActions(env),
});
