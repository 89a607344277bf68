import { searchAttributeNames } from '../../src/temporal/setup/search-attributes';
import type { SearchAttribute } from './temporal-server';

/** For a development server that is to be set up from its start. */
export const drainSearchAttributes: readonly SearchAttribute[] = searchAttributeNames.map((name) => ({
  name,
  type: 'Keyword',
}));
