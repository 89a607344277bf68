import type { AutoScaling } from '../auto-scaling';
import { autoScalingErrors } from '../errors';
import { type Group, type GroupInstance, isInUse } from '../state';

/**
 * Refuses what would take a group's desired capacity out of its bounds, each call in Auto Scaling's own words (its pages
 * do not give them; clients report them).
 */
export const capacityChecks = ({ env: { rules } }: AutoScaling) => {
  const refuse = (isOutside: boolean, message: string): void => {
    if (isOutside && rules.holds('capacity-keeps-its-bounds')) throw autoScalingErrors.validation(message);
  };
  return {
    /** CreateAutoScalingGroup and UpdateAutoScalingGroup. */
    bounds({ minSize, maxSize, desiredCapacity }: Pick<Group, 'minSize' | 'maxSize' | 'desiredCapacity'>) {
      refuse(
        minSize > maxSize,
        `Max bound, ${maxSize}, must be greater than or equal to min bound, ${minSize}`,
      );
      refuse(
        desiredCapacity < minSize || desiredCapacity > maxSize,
        `Desired capacity:${desiredCapacity} must be between the specified min size:${minSize} and max size:${maxSize}`,
      );
    },

    /** SetDesiredCapacity. */
    desired({ minSize, maxSize }: Group, wanted: number) {
      const told = `New SetDesiredCapacity value ${wanted} is`;
      refuse(wanted < minSize, `${told} below min value ${minSize} for the AutoScalingGroup.`);
      refuse(wanted > maxSize, `${told} above max value ${maxSize} for the AutoScalingGroup.`);
    },

    /** TerminateInstanceInAutoScalingGroup that lowers the desired capacity. */
    termination(instance: GroupInstance) {
      const { minSize, desiredCapacity } = instance.group;
      refuse(
        isInUse(instance) && desiredCapacity <= minSize,
        `Currently, desiredSize equals minSize (${minSize}). Terminating instance without replacement will ` +
          "violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
      );
    },

    /** DetachInstances that lowers the desired capacity by so many. */
    detachment({ name, minSize, maxSize, desiredCapacity }: Group, count: number) {
      refuse(
        desiredCapacity - count < minSize,
        `AutoScalingGroup ${name} has min-size=${minSize}, max-size=${maxSize}, and desired-size=${desiredCapacity}. ` +
          `To detach ${count} instance${count === 1 ? '' : 's'}, please update the AutoScalingGroup sizes appropriately.`,
      );
    },
  };
};
