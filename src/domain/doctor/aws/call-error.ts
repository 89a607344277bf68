import type { CallError } from '../../drain/observation/observation';

export const inWords = ({ operation, code, message }: CallError): string =>
  `${operation}: ${code}: ${message}`;
