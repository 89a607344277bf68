import { found, notChecked, orOk, type Finding } from '../finding';
import { optionalFor } from './actions';
import type { AwsFacts, ProbedAction } from './facts';
import { inWords } from './trouble';

export function permissionFindings({
  permissions,
  spec,
}: Pick<AwsFacts, 'permissions' | 'spec'>): readonly Finding[] {
  const allowed = permissions.filter(({ result }) => result.kind === 'allowed').length;
  return orOk(
    'permissions',
    allowed === 0 ? undefined : `${allowed} actions are allowed`,
    permissions.flatMap((one) => findingOf(one, spec.mode)),
  );
}

function findingOf({ action, result }: ProbedAction, mode: 'act' | 'shadow'): readonly Finding[] {
  switch (result.kind) {
    case 'allowed':
      return [];
    case 'not-probed':
      return [notChecked('permissions', result.why, action)];
    case 'unknown':
      return [found('action-not-answered', inWords(result.trouble), action)];
    case 'denied': {
      const isFor = optionalFor(action, mode);
      return [
        isFor === undefined
          ? found('action-denied', result.trouble.message, action)
          : found('optional-action-denied', `${result.trouble.message}. It is for ${isFor}`, action),
      ];
    }
  }
}
