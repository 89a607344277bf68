import { isOurHook, type OurHooks } from '../../drain/hooks/lifecycle-action';
import type { GroupLook, HookSeen } from './facts';

/** The termination hooks of a group, as far as they were seen. */
export const hooksOf = ({ hooks }: Pick<GroupLook, 'hooks'>): readonly HookSeen[] =>
  hooks.kind === 'known' && hooks.value !== 'missing' ? hooks.value : [];

export const ourHooksOf = (group: Pick<GroupLook, 'hooks'>, spec: OurHooks): readonly HookSeen[] =>
  hooksOf(group).filter((hook) => isOurHook(hook, spec));
