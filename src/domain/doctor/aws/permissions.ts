import { found, notChecked, orOk, type Finding } from '../finding';
import { optionalFor } from './actions';
import type { AwsFacts, ProbedAction } from './facts';
import { formatCallError } from './call-error';

export function permissionFindings({
  permissions,
  spec,
}: Pick<AwsFacts, 'permissions' | 'spec'>): readonly Finding[] {
  const allowed = new Set(
    permissions.flatMap(({ action, result }) => (result.kind === 'allowed' ? action : [])),
  ).size;
  return orOk(
    'permissions',
    allowed === 0 ? undefined : `${allowed} actions are allowed`,
    permissions.flatMap((one) => findingOf(one, spec.mode)),
  );
}

function findingOf({ action, where, result }: ProbedAction, mode: 'live' | 'shadow'): readonly Finding[] {
  const subject = where === undefined ? action : `${action} ${where}`;
  switch (result.kind) {
    case 'allowed':
      return [];
    case 'not-probed':
      return [notChecked('permissions', result.reason, subject)];
    case 'unknown':
      return [found('action-not-answered', formatCallError(result.callError), subject)];
    case 'denied': {
      const isFor = optionalFor(action, mode);
      return [
        isFor === undefined
          ? found('action-denied', result.callError.message, subject)
          : found('optional-action-denied', `${result.callError.message}. It is for ${isFor}`, subject),
      ];
    }
  }
}
