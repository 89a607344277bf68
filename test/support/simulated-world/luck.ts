/** What goes wrong, as the dice say. */
import {
  known,
  unknown,
  type Part,
  type CallError,
  type Operation,
} from '../../../src/domain/drain/observation/observation';
import type { LuckPlan } from './world-plan';

export interface Luck {
  readonly fails: (percent: number) => boolean;
  readonly part: <T>(operation: Operation, percent: number, value: () => T) => Part<T>;
  readonly observeMs: () => number;
  readonly actMs: () => number;
}

export const callErrorOf = (operation: Operation): CallError => ({
  cause: 'transient',
  operation,
  code: 'ServerException',
  message: 'try later',
});

const inTurn = (values: readonly number[]): (() => number) => {
  let taken = 0;
  return () => values[taken++ % values.length] ?? 0;
};

export function createLuck({ dice, observeSeconds, actSeconds }: LuckPlan): Luck {
  const die = inTurn(dice);
  const check = inTurn(observeSeconds);
  const act = inTurn(actSeconds);
  const fails = (percent: number) => die() < percent;
  return {
    fails,
    part: (operation, percent, value) => (fails(percent) ? unknown(callErrorOf(operation)) : known(value())),
    observeMs: () => check() * 1000,
    actMs: () => act() * 1000,
  };
}
