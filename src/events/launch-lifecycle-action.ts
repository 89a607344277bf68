import { isLifecycleAction, lifecyclePage } from './lifecycle-form';
import type { MessageKind } from './message-kind';
import { ignored } from './parsed';

/** A launch hook, whose message comes the same ways as a termination's. */
export const launchLifecycleAction: MessageKind = {
  name: 'launch-lifecycle-action',
  takenFrom: 'any-transport',
  about: {
    comesFrom:
      'Auto Scaling: what a launch hook notifies; or `aws.autoscaling`, "EC2 Instance-launch Lifecycle Action"',
    leadsTo: 'ignored: the instance is being launched',
    reads: ['LifecycleTransition'],
    page: lifecyclePage,
  },
  matches: (message) => isLifecycleAction(message, 'LAUNCHING'),
  parse: () => ignored('the instance is being launched, not terminated'),
};
