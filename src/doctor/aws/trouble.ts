import type { Trouble } from '../../reconcile/observation';

export const inWords = ({ operation, code, message }: Trouble): string => `${operation}: ${code}: ${message}`;
