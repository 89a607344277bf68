/** What the sources say of their own constants: the comment before each member. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..');

export type Documented = readonly (readonly [name: string, comment: string])[];

/**
 * The members of one constant object or union type of a file, each with the comment before it.
 * @throws where there is no such constant, or a member without a comment
 */
export function documented(path: string, holder: string): Documented {
  const text = readFileSync(join(root, path), 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: (readonly [string, string])[] = [];
  source.forEachChild((node) => {
    for (const [name, member] of membersOf(node, holder)) found.push([name, commentBefore(text, member)]);
  });
  if (found.length === 0) throw new Error(`there is no ${holder} in ${path}`);
  return found;
}

function membersOf(node: ts.Node, holder: string): (readonly [string, ts.Node])[] {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations
      .filter(({ name }) => name.getText() === holder)
      .flatMap(({ initializer }) => {
        const object = initializer && ts.isAsExpression(initializer) ? initializer.expression : initializer;
        return object && ts.isObjectLiteralExpression(object) ? [...object.properties] : [];
      })
      .flatMap((member) => (member.name ? [[member.name.getText(), member] as const] : []));
  }
  if (ts.isTypeAliasDeclaration(node) && ts.isUnionTypeNode(node.type) && node.name.text === holder)
    return node.type.types.map((member) => [member.getText().replaceAll("'", ''), member] as const);
  return [];
}

function commentBefore(text: string, node: ts.Node): string {
  // A union's member begins after its bar, and the comment stands before that.
  const before = text
    .slice(0, node.getStart())
    .replace(/\|\s*$/, '')
    .trimEnd();
  const comment = /\/\*\*((?:(?!\*\/)[^])*)\*\/$/.exec(before)?.[1];
  if (comment === undefined) throw new Error(`no comment before ${node.getText()}`);
  return comment.replace(/\s*\n\s*\*?\s*/g, ' ').trim();
}
