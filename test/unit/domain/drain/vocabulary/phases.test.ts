import { steps } from '../../../../../src/domain/drain/reconcile';
import { phases } from '../../../../../src/domain/drain/vocabulary/phases';

it('the phases are the steps, in order, and what comes before and after them', () => {
  const names = steps.map(({ name }) => name);
  expect(Object.keys(phases)).toEqual(['starting', ...names, 'ended', 'cancelled']);
});
