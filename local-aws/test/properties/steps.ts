import fc from 'fast-check';
import { autoScalingSteps } from './auto-scaling-steps';
import { ecsSteps } from './ecs-steps';
import { emptyCall, otherSteps } from './other-steps';
import type { Step } from './step';

/** One step after the other, in any order. */
export const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(...otherSteps, ...ecsSteps, ...autoScalingSteps, { weight: 2, arbitrary: emptyCall }),
  { minLength: 1, maxLength: 30, size: 'max' },
);
