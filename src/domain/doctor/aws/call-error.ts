import type { CallError } from '../../drain/observation/observation';

export const formatCallError = ({ operation, code, message }: CallError): string =>
  `${operation}: ${code}: ${message}`;
