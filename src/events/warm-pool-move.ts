import { isLifecycleAction, lifecycleActionOf } from './lifecycle-form';
import type { MessageKind } from './message-kind';
import { ignored } from './parsed';

/** Scale-in into a warm pool looks like a termination, but for where the instance goes. ECS has no use for it. */
export const warmPoolMove: MessageKind = {
  name: 'warm-pool-move',
  takenFrom: 'any-transport',
  about: {
    comesFrom: 'as a termination, of a group whose warm pool takes instances back',
    leadsTo: 'ignored: the instance goes on living',
    reads: ['LifecycleTransition', 'Destination'],
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/warm-pools-eventbridge-events.html',
  },
  matches: (message) =>
    isLifecycleAction(message, 'TERMINATING') && lifecycleActionOf(message)?.['Destination'] === 'WarmPool',
  parse: () => ignored('the instance goes back to the warm pool, and is not terminated'),
};
