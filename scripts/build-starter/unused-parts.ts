/**
 * What a client of Temporal never uses, left out of its bundle: fewer bytes to load at a cold start. Each part is found by its
 * shape, and a build fails where a new version of a package no longer has it.
 */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const anywhere = (file: string): RegExp => new RegExp(`${file.replaceAll('/', '[/\\\\]')}$`);

/** zod's error messages in fifty languages: its default, and ours, is English. */
export const englishAlone: Plugin = {
  name: 'english-alone',
  setup: (build) => {
    build.onLoad({ filter: anywhere('node_modules/zod/v4/locales/index.js') }, () => ({
      contents: "export { default as en } from './en.js';",
      loader: 'js',
    }));
  },
};

/** The API of Temporal Cloud's control plane, and of the core that workers are built on. */
const notOfClients = [['temporal', 'api', 'cloud'], ['coresdk']] as const;

/** As protobufjs writes down a namespace, a message or a service. */
interface Described {
  readonly nested?: Readonly<Record<string, Described>>;
  readonly methods?: Readonly<Record<string, object>>;
}

/** Descriptions of messages alone: what they look like on the wire is that of the package. */
export const clientsMessagesAlone: Plugin = {
  name: 'clients-messages-alone',
  setup: (build) => {
    build.onLoad(
      { filter: anywhere('node_modules/@temporalio/proto/protos/json-module.js') },
      async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const [before, json, after] = splitAtJson(text);
        // What protobufjs generates; a part that is not there is noticed.
        const root: Described = { nested: JSON.parse(json) as Readonly<Record<string, Described>> };
        for (const names of notOfClients) remove(root, names);
        withoutHttpRoutes(root);
        return { contents: `${before}${JSON.stringify(root.nested)}${after}`, loader: 'js' };
      },
    );
  },
};

const start = '.addJSON(';
const end = ');\n\n/**\n * Reflected root namespace.';

function splitAtJson(text: string): [before: string, json: string, after: string] {
  const from = text.indexOf(start) + start.length;
  const to = text.lastIndexOf(end);
  if (from < start.length || to < from)
    throw new Error('@temporalio/proto describes its messages in another way now');
  const members = text.slice(from, to);
  return [text.slice(0, from), members, text.slice(to)];
}

function remove({ nested = {} }: Described, [name = '', ...rest]: readonly string[]): void {
  const found = nested[name];
  if (!found) throw new Error(`@temporalio/proto has no ${name} any more: what is left out needs a look`);
  if (rest.length > 0) remove(found, rest);
  else Reflect.deleteProperty(nested, name);
}

/** By what paths a gateway offers the services' methods over HTTP: a client calls them by name. */
function withoutHttpRoutes({ nested = {}, methods = {} }: Described): void {
  for (const method of Object.values(methods)) {
    Reflect.deleteProperty(method, 'options');
    Reflect.deleteProperty(method, 'parsedOptions');
  }
  Object.values(nested).forEach(withoutHttpRoutes);
}
