/** Makes a Temporal namespace know the search attributes of drains. */
import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { searchAttributes } from '../search-attribute-keys';

/** The part of a connection that setting up needs. */
export type Operator = Pick<Connection, 'operatorService'>;

export interface RegisteredSearchAttributes {
  readonly added: readonly string[];
  readonly already: readonly string[];
}

/** What an operator has to do about a namespace. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

export const searchAttributeNames: readonly string[] = Object.values(searchAttributes).map(
  ({ name }) => name,
);

const keywordType = 2; // temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD

/** As Temporal's operator service takes them: name to type. */
export const indexedTypes = Object.fromEntries(searchAttributeNames.map((name) => [name, keywordType]));

/** Those that the namespace does not know, and those that it has with another type. */
export async function checkSearchAttributes(
  { operatorService }: Operator,
  namespace: string,
): Promise<{ readonly missing: readonly string[]; readonly mistyped: readonly string[] }> {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  return {
    missing: searchAttributeNames.filter((name) => customAttributes[name] === undefined),
    mistyped: searchAttributeNames.filter((name) => (customAttributes[name] ?? keywordType) !== keywordType),
  };
}

/**
 * Adds those that are missing. Idempotent.
 * @throws SetupError where one of the name has another type, or where the server does not let it be done from here, as Temporal
 *   Cloud does not
 * @see https://docs.temporal.io/search-attribute#custom-search-attribute
 */
export async function registerSearchAttributes(
  { operatorService }: Operator,
  namespace: string,
): Promise<RegisteredSearchAttributes> {
  try {
    const { mistyped, missing: added } = await checkSearchAttributes({ operatorService }, namespace);
    if (mistyped.length > 0)
      throw new SetupError(
        `namespace ${namespace} has ${mistyped.join(', ')} with another type than Keyword: remove or rename it`,
      );
    const already = searchAttributeNames.filter((name) => !added.includes(name));
    if (added.length > 0)
      await operatorService.addSearchAttributes({
        namespace,
        searchAttributes: Object.fromEntries(added.map((name) => [name, keywordType])),
      });
    return { added, already };
  } catch (error) {
    if (!isGrpcServiceError(error)) throw error;
    throw new SetupError(
      `the server does not let search attributes be added to namespace ${namespace} from here (${error.details}); ` +
        `add them another way, each of type Keyword: ${searchAttributeNames.join(', ')}`,
      { cause: error },
    );
  }
}
