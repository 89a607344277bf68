/**
 * Brings the lists in docs/reconciler.md up to date: the steps, every reason, condition, task's wait and outcome with what it
 * means. `npm run docs:reconciler` writes them; with `--check` it says what is out of date and exits 1.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { steps } from '../src/reconcile/reconcile';
import { bringUpToDate, type Parts } from './generated-parts';

const root = join(__dirname, '..');

/** Every named member of a file's constant objects and union types with the comment before it, by the name that holds it. */
function documented(
  path: string,
): ReadonlyMap<string, readonly (readonly [name: string, comment: string])[]> {
  const text = readFileSync(join(root, path), 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = new Map<string, (readonly [string, string])[]>();
  const take = (holder: string, name: string, node: ts.Node): void => {
    const entries = found.get(holder) ?? [];
    entries.push([name, commentBefore(text, node)]);
    found.set(holder, entries);
  };
  source.forEachChild((node) => {
    if (ts.isVariableStatement(node)) {
      for (const { name, initializer } of node.declarationList.declarations) {
        const object = initializer && ts.isAsExpression(initializer) ? initializer.expression : initializer;
        if (!object || !ts.isObjectLiteralExpression(object)) continue;
        for (const member of object.properties)
          if (member.name) take(name.getText(), member.name.getText(), member);
      }
    }
    if (ts.isTypeAliasDeclaration(node) && ts.isUnionTypeNode(node.type)) {
      for (const member of node.type.types)
        take(node.name.text, member.getText().replaceAll("'", ''), member);
    }
  });
  return found;
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

function list(holder: string): string {
  const entries = documented('src/reconcile/reasons.ts').get(holder) ?? [];
  if (entries.length === 0) throw new Error(`there is no ${holder} in reasons.ts`);
  return entries
    .map(([name, comment]) => `- \`${name}\`: ${lowerFirst(comment.replace(/^Surfaces when /, ''))}`)
    .join('\n');
}

const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) && !/^(DRAINING|ECS|Auto|AWS)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;

/** What each step's own file says of it, in the order in which they decide. */
function stepList(): string {
  return steps
    .map(({ name }, index) => {
      const path = `src/reconcile/steps/${name}.ts`;
      const text = readFileSync(join(root, path), 'utf8');
      const at = text.search(/^export const \w+: Step =/m);
      const comment = /\/\*\*((?:(?!\*\/)[^])*)\*\/\n$/.exec(text.slice(0, at))?.[1];
      if (comment === undefined) throw new Error(`${path} does not say what the step does`);
      return `${index + 1}. [\`${name}\`](../${path}): ${comment.replace(/\s*\n\s*\*?\s*/g, ' ').trim()}`;
    })
    .join('\n');
}

const parts: Parts = {
  steps: stepList(),
  reasons: list('Reason'),
  conditions: list('ConditionType'),
  waits: list('TaskWait'),
  outcomes: list('Outcome'),
};

bringUpToDate(join(root, 'docs/reconciler.md'), parts, 'npm run docs:reconciler').catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
