/** Our hook with a part of the spec in its metadata, so that the drains of one scenario may differ. */
import type { HookSpec } from '@ecs-drain/local-aws';
import type { SpecChange } from '../../src/domain/spec';
import { hookName, type Scenario } from './scenario';

export const ourHook = ({ starterArn }: Pick<Scenario, 'starterArn'>, change: SpecChange): HookSpec => ({
  name: hookName,
  notify: starterArn,
  notificationMetadata: JSON.stringify(change),
});
