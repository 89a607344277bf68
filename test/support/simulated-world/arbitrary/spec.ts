/** What an operator may have set. */
import fc from 'fast-check';
import { defaultSpec, type Spec, type TaskRule, type Behavior } from '../../../../src/domain/spec';
import { rarely, seconds } from './mood';
import { allFamilies } from './tasks';

const behavior: fc.Arbitrary<Behavior> = fc.oneof(
  fc.constant({ kind: 'wait' as const }),
  fc.constant({ kind: 'skip' as const }),
  fc.record({ kind: fc.constant('stop' as const), afterSeconds: seconds(1000), order: seconds(2) }),
);

const rule: fc.Arbitrary<TaskRule> = fc
  .tuple(fc.constantFrom(...allFamilies), behavior)
  .map(([family, how]) => ({ name: `rule for ${family}`, match: { family }, behavior: how }));

export const spec: fc.Arbitrary<Spec> = fc
  .record({
    resyncSeconds: fc.constantFrom(1, 10, 30),
    absenceGraceSeconds: fc.constantFrom(5, 20, 60),
    heartbeatSeconds: fc.constantFrom(300, 1200),
    deadlineSeconds: rarely(seconds(6000)),
    onDeadline: fc.constantFrom('continue' as const, 'abandon' as const, 'force-abandon' as const),
    stopTimeoutSeconds: fc.constantFrom(30, 120),
    deregistrationDelaySeconds: fc.constantFrom(0, 300),
    standaloneGraceSeconds: rarely(seconds(1000)),
    protectedTasks: fc.constantFrom('wait' as const, 'override' as const),
    taskRules: fc.array(rule, { maxLength: 2 }),
    maxConcurrentDrains: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, seconds(5, 1)),
    groups: fc.constantFrom([], ['web'], ['another', 'w*']),
    agentGraceSeconds: fc.constantFrom(60, 300),
    onAgentLost: fc.constantFrom('wait' as const, 'continue' as const),
  })
  .map((change) => ({ ...defaultSpec, ...change, lifecycleHooks: ['by-name'] }));
