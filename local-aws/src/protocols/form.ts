import { AwsError } from '../errors';
import { hasCharacterNotInXml } from './xml-characters';

type Node = string | { [name: string]: Node };

/**
 * Form parameters as an object: `A.B=1` nests, `A.member.1` and EC2's `A.1` make a list, `A.entry.1.key/value` a map.
 * Every leaf is a string; each operation's schema says what it means.
 * @throws AwsError for characters that XML, in which the answer will be, does not have; for names that nest too deeply
 */
export function decodeForm(parameters: URLSearchParams): unknown {
  const root: { [name: string]: Node } = Object.create(null) as { [name: string]: Node }; // No prototype to pollute.
  for (const [name, value] of parameters) {
    if (name === 'Action' || name === 'Version') continue;
    if (hasCharacterNotInXml(name + value)) throw notXml(name);
    const path = name.split('.');
    if (path.length > MOST_LEVELS) throw new AwsError('MalformedInput', 400, 'A parameter nests too deeply.');
    put(root, path, value);
  }
  return shape(root);
}

/** No parameter of any service has more parts. */
const MOST_LEVELS = 100;

/** As Auto Scaling says it of its strings, in which these are the characters that XML has. */
const notXml = (name: string): AwsError =>
  new AwsError(
    'ValidationError',
    400,
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must satisfy regular ` +
      'expression pattern: [\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*',
  );

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
  const names = Object.keys(node);
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) return inOrder(node).map(shape);
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
