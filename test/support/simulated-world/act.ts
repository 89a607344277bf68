/** Actions reach the world: they may fail, take time, or be done without anybody hearing of it. */
import type { Operation } from '../../../src/domain/drain/observation/observation';
import type { Action, ActionResult } from '../../../src/domain/drain/actions';
import { callErrorOf } from './luck';
import type { Sights } from './observe';

const operations: Readonly<Record<Action['kind'], Operation>> = {
  'set-draining': 'ecs.UpdateContainerInstancesState',
  'set-active': 'ecs.UpdateContainerInstancesState',
  'stop-tasks': 'ecs.StopTask',
  'return-permit': 'return-permit',
  'request-permit': 'request-permit',
  'complete-lifecycle-action': 'autoscaling.CompleteLifecycleAction',
};

export interface Attempt {
  readonly result: ActionResult;
  readonly isEffective: boolean;
  readonly changedByRepetition: boolean;
}

export function act(world: Sights, action: Action): Attempt {
  const { actionsFailPercent, answersLostPercent } = world.plan.luck;
  const failed: ActionResult = { kind: 'failed', callError: callErrorOf(operations[action.kind]) };
  // What requests a permit goes to Temporal, which a pause does not keep it from.
  if (world.limits.check().allPaused !== undefined && action.kind !== 'request-permit')
    return { result: { kind: 'paused' }, isEffective: false, changedByRepetition: false };
  if (world.luck.fails(actionsFailPercent))
    return { result: failed, isEffective: false, changedByRepetition: false };
  const answer = carryOut(world, action);
  const before = stateOf(world);
  carryOut(world, action);
  const changedByRepetition = stateOf(world) !== before;
  const isLost = world.luck.fails(answersLostPercent);
  return { result: isLost ? failed : answer, isEffective: answer.kind === 'done', changedByRepetition };
}

function carryOut({ host, containers, autoScaling, limits }: Sights, action: Action): ActionResult {
  const refused = (name: Operation): ActionResult => ({
    kind: 'failed',
    callError: { ...callErrorOf(name), cause: 'permanent', code: 'InvalidParameterException' },
  });
  switch (action.kind) {
    case 'set-draining':
    case 'set-active': {
      const status = action.kind === 'set-draining' ? 'DRAINING' : 'ACTIVE';
      const isSet = host.setStatus(action.containerInstanceArn, status);
      return isSet ? { kind: 'done' } : refused(operations[action.kind]);
    }
    case 'stop-tasks':
      action.taskArns.forEach(containers.order);
      return { kind: 'done' };
    case 'request-permit':
      limits.ask(action.request);
      return { kind: 'done' };
    case 'return-permit': // nobody holds a drain in these worlds
      return { kind: 'done' };
    case 'complete-lifecycle-action': {
      const isKnown = autoScaling.complete(action.lifecycleAction, action.result, 'us');
      return { kind: isKnown ? 'done' : 'no-active-action' };
    }
  }
}

const stateOf = ({ host, containers, autoScaling, limits }: Sights): string =>
  JSON.stringify([host.registration(), containers.all(), autoScaling.actions(), limits.requestedAt()]);
