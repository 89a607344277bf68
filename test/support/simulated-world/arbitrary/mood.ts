import fc from 'fast-check';

/** How badly a world may behave. */
export interface Mood {
  /** Failures of AWS's answers, in percent at the most. */
  readonly ecs: number;
  readonly autoScaling: number;
  readonly actions: number;
  /** Hosts that leave or join anew, agents that are lost, people who interfere. */
  readonly surprises: boolean;
}

export const seconds = (max: number, min = 0) => fc.integer({ min, max });
export const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
export const oftenZero = (arbitrary: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, arbitrary);
