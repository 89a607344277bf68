/** What XML 1.0 has no way to write: https://www.w3.org/TR/xml/#charsets */
const notInXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const eachNotInXml = new RegExp(notInXml, 'gu');

export const hasCharacterNotInXml = (text: string): boolean => notInXml.test(text);

/** The text with U+FFFD, the replacement character, in place of each character that XML cannot have. */
export const withXmlCharacters = (text: string): string => text.replace(eachNotInXml, '\uFFFD');
