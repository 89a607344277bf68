import type { Protocol, Reply, ResultInfo } from './protocol';

/** AWS Query: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const awsQuery: Protocol = {
  encodeResult: (result, { operation, requestId, xmlNamespace }) =>
    xml(
      200,
      `<${operation}Response xmlns="${xmlNamespace}">${element(`${operation}Result`, result)}` +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
    ),
  encodeError: (error, { requestId, xmlNamespace }: ResultInfo) =>
    xml(
      error.status,
      `<ErrorResponse xmlns="${xmlNamespace}"><Error><Type>${error.status < 500 ? 'Sender' : 'Receiver'}</Type>` +
        `${element('Code', error.code)}${element('Message', error.message)}</Error>` +
        `<RequestId>${requestId}</RequestId></ErrorResponse>`,
    ),
};

const xml = (status: number, body: string): Reply => ({ status, contentType: 'text/xml', body });

function element(name: string, value: unknown): string {
  return value === undefined || value === null ? '' : `<${name}>${content(value)}</${name}>`;
}

function content(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => element('member', item)).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, member]) => element(name, member))
      .join('');
  }
  return escape(String(value));
}

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

type Node = string | { [name: string]: Node };

/**
 * Form parameters as an object: `A.B=1` nests, `A.member.1` makes a list, `A.entry.1.key/value` a map. Every leaf is a
 * string; each operation's schema says what it means.
 */
export function decodeQueryInput(parameters: URLSearchParams): unknown {
  const root: { [name: string]: Node } = Object.create(null) as { [name: string]: Node }; // No prototype to pollute.
  for (const [name, value] of parameters) {
    if (name !== 'Action' && name !== 'Version') put(root, name.split('.'), value);
  }
  return shape(root);
}

function put(node: { [name: string]: Node }, path: readonly string[], value: string): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    node[head] = value;
    return;
  }
  const existing = node[head];
  const child = typeof existing === 'object' ? existing : (Object.create(null) as { [name: string]: Node }); // As above.
  node[head] = child;
  put(child, rest, value);
}

function shape(node: Node): unknown {
  if (typeof node === 'string') return node;
  if (typeof node.member === 'object') return inOrder(node.member).map(shape);
  if (typeof node.entry === 'object') return Object.fromEntries(inOrder(node.entry).map(mapEntry));
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, shape(child)]));
}

/** SNS names the halves of an entry Name and Value. */
function mapEntry(entry: Node): [string, unknown] {
  if (typeof entry === 'string') return [entry, ''];
  const key = entry.key ?? entry.Name;
  return [typeof key === 'string' ? key : '', shape(entry.value ?? entry.Value ?? '')];
}

const inOrder = (children: { [index: string]: Node }): Node[] =>
  Object.entries(children)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
