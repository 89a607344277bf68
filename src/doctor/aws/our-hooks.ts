import type { OurHooks } from '../../reconcile/lifecycle-action';

/** Without a message whose carrier could say so, as neither the sweep nor the doctor has one, settings alone do. */
export const saysWhichHooksAreOurs = ({ lifecycleHooks, notificationTargets }: OurHooks): boolean =>
  lifecycleHooks.length + notificationTargets.length > 0;
