import type { Trouble } from '../../drain/observation/observation';

export const inWords = ({ operation, code, message }: Trouble): string => `${operation}: ${code}: ${message}`;
