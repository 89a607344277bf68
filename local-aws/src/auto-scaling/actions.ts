import type { Environment } from '../environment';
import { newUuid } from '../ids';
import type { LifecycleActionChange, LifecycleActionResult } from '../record-entries';
import { autoScalingErrors } from './errors';
import { globalTimeoutSeconds, type GroupInstance, type LifecycleAction, type LifecycleHook } from './state';

/** How a call names a lifecycle action: the token, or the instance, always with the hook. */
export interface ActionReference {
  readonly hookName: string;
  readonly token: string | undefined;
  readonly instanceId: string | undefined;
}

/** Told when no action of an instance waits any more; `abandoned` when one of them ended with ABANDON. */
export type ActionsEnded = (instance: GroupInstance, abandoned: boolean) => void;

/**
 * Lifecycle actions: one for each hook of a transition, all started together. A heartbeat restarts the timeout; the
 * global timeout ends what heartbeats keep alive; each ends once, and its token never comes back.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html
 */
export class LifecycleActions {
  constructor(
    private readonly env: Environment,
    private readonly onEnded: ActionsEnded,
  ) {}

  start(instance: GroupInstance, hook: LifecycleHook): LifecycleAction {
    const globalSeconds = globalTimeoutSeconds(hook);
    const action: LifecycleAction = {
      token: newUuid(),
      hook,
      instance,
      startedAtMs: this.env.clock.now(),
      globalDeadlineMs: this.env.clock.now() + globalSeconds * 1000,
      cancelTimeout: () => undefined,
    };
    instance.actions.set(hook.name, action);
    this.write(action, {
      what: 'started',
      heartbeatTimeoutSeconds: hook.heartbeatTimeoutSeconds,
      globalTimeoutSeconds: globalSeconds,
    });
    this.restartTimeout(action);
    return action;
  }

  /** Finds an action that still waits. A finished or unknown one is a ValidationError. */
  find(instances: Iterable<GroupInstance>, reference: ActionReference): LifecycleAction {
    const { hookName, token, instanceId } = reference;
    for (const instance of instances) {
      const action = instance.actions.get(hookName);
      if (!action || (instanceId !== undefined && instance.id !== instanceId)) continue;
      if (token === undefined || action.token === token || !this.env.rules.holds('tokens-name-one-action')) {
        return action;
      }
    }
    const what = token === undefined ? `instance ID ${instanceId ?? ''}` : `token ${token}`;
    throw autoScalingErrors.validation(`No active Lifecycle Action found with ${what}`);
  }

  heartbeat(action: LifecycleAction, by: string): void {
    this.write(action, { what: 'heartbeat', by });
    if (this.env.rules.holds('heartbeats-restart-the-timeout')) this.restartTimeout(action);
  }

  complete(action: LifecycleAction, result: LifecycleActionResult, by: string): void {
    this.end(action, { what: 'completed', by, result }, result);
  }

  /** Ends every waiting action of an instance whose transition was overtaken by another. */
  dropAll(instance: GroupInstance): void {
    for (const action of [...instance.actions.values()]) this.remove(action, { what: 'skipped' });
  }

  private restartTimeout(action: LifecycleAction): void {
    action.cancelTimeout();
    const { clock, rules } = this.env;
    if (!rules.holds('hooks-expire')) return;
    const { heartbeatTimeoutSeconds, defaultResult } = action.hook;
    const result = rules.holds('expired-hooks-take-their-default-result') ? defaultResult : 'CONTINUE';
    const heartbeatDeadlineMs = clock.now() + heartbeatTimeoutSeconds * 1000;
    const isGlobal =
      action.globalDeadlineMs < heartbeatDeadlineMs && rules.holds('hooks-have-a-global-timeout');
    const [deadlineMs, cause] = isGlobal
      ? ([action.globalDeadlineMs, 'global-timeout'] as const)
      : ([heartbeatDeadlineMs, 'heartbeat-timeout'] as const);
    action.cancelTimeout = clock.scheduleAt(deadlineMs, () =>
      this.end(action, { what: 'expired', cause, result }, result),
    );
  }

  private end(action: LifecycleAction, change: LifecycleActionChange, result: LifecycleActionResult): void {
    const { instance } = action;
    this.remove(action, change);
    if (result === 'ABANDON' && this.env.rules.holds('abandon-skips-other-hooks')) this.dropAll(instance);
    if (instance.actions.size === 0) this.onEnded(instance, result === 'ABANDON');
  }

  private remove(action: LifecycleAction, change: LifecycleActionChange): void {
    action.cancelTimeout();
    action.instance.actions.delete(action.hook.name);
    this.write(action, change);
  }

  private write(action: LifecycleAction, change: LifecycleActionChange): void {
    this.env.record.append({
      kind: 'lifecycle-action',
      autoScalingGroupName: action.instance.group.name,
      lifecycleHookName: action.hook.name,
      instanceId: action.instance.id,
      token: action.token,
      change,
    });
  }
}
