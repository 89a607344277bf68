import type { Reply } from './protocol';
import { withXmlCharacters } from './xml-characters';

export const xmlReply = (status: number, body: string): Reply => ({ status, contentType: 'text/xml', body });

/** A value as an XML element, a `Map` as a list of entries; nothing at all where it is absent. */
export function element(name: string, value: unknown, listItem: 'member' | 'item' = 'member'): string {
  return value === undefined || value === null ? '' : `<${name}>${content(value, listItem)}</${name}>`;
}

function content(value: unknown, listItem: 'member' | 'item'): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => element(listItem, item, listItem)).join('');
  if (value instanceof Map) return [...value].map(entry).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, member]) => element(name, member, listItem))
      .join('');
  }
  return escape(String(value));
}

const entry = ([key, value]: [unknown, unknown]): string => element('entry', { key, value });

/** A parser reads a bare carriage return as a line feed. */
const escape = (text: string): string =>
  withXmlCharacters(text).replace(/[&<>"'\r]/g, (character) => `&#${String(character.charCodeAt(0))};`);
