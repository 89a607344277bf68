import fc from 'fast-check';
import { planReplicas } from '../../src/ecs/replica-plan';

const counts = fc.record({
  desired: fc.nat(20),
  runningElsewhere: fc.nat(20),
  pendingElsewhere: fc.nat(20),
  runningOnDraining: fc.nat(20),
  minimumHealthyPercent: fc.integer({ min: 0, max: 100 }),
  maximumPercent: fc.integer({ min: 100, max: 300 }),
});

it('never stops drained tasks below the minimum', () => {
  fc.assert(
    fc.property(counts, (c) => {
      const { stopOnDraining } = planReplicas(c);
      const left = c.runningElsewhere + c.runningOnDraining - stopOnDraining;
      return stopOnDraining === 0 || left >= (c.desired * c.minimumHealthyPercent) / 100;
    }),
  );
});

it('never starts tasks beyond the maximum, nor while it stops some of the same', () => {
  fc.assert(
    fc.property(counts, (c) => {
      const { start, stopElsewhere } = planReplicas(c);
      const all = c.runningElsewhere + c.runningOnDraining + c.pendingElsewhere + start;
      return start === 0 || (stopElsewhere === 0 && all <= (c.desired * c.maximumPercent) / 100);
    }),
  );
});
