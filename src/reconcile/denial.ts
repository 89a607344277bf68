import type { Trouble } from './observation';

/** Our role may not make the call: it stays so until a person changes that. */
export const isDenied = ({ cause, code }: Trouble): boolean =>
  cause === 'permanent' && /AccessDenied|UnauthorizedOperation|NotAuthorized/.test(code);
