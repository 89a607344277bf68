import { isOurHook, type OurHooks } from '../../drain/hooks/lifecycle-action';
import type { GroupFacts, HookSeen } from './facts';

/** The termination hooks of a group, as far as they were seen. */
export const hooksOf = ({ hooks }: Pick<GroupFacts, 'hooks'>): readonly HookSeen[] =>
  hooks.kind === 'known' && hooks.value !== 'missing' ? hooks.value : [];

export const ourHooksOf = (group: Pick<GroupFacts, 'hooks'>, spec: OurHooks): readonly HookSeen[] =>
  hooksOf(group).filter((hook) => isOurHook(hook, spec));
