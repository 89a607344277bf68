/** A workflow that the driver drives, whose decision knows nothing of drains. */
import { drive } from '../../../src/workflows/driver/driver';
import type { Carried } from '../../../src/workflows/driver/plan';

export const driven = (start: object, carried: Carried = {}): Promise<unknown> =>
  drive({
    decision: 'decide',
    start,
    carried,
    messages: {
      signals: { note: 'A number to add' },
      wakeUps: { wake: 'Keys' },
      commands: { total: 'Answers the total' },
      queries: { view: 'The state' },
    },
  });
