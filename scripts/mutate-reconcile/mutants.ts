/** Mutants of a source file: one small change each, found by a walk over its syntax tree. Types are left alone. */
import ts from 'typescript';

export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** Such as `a < b → a <= b`. */
  readonly what: string;
}

interface AccountRegion {
  readonly start: number;
  readonly end: number;
}

type Change = readonly [where: ts.Node | AccountRegion, replacement: string];
type Rule = (node: ts.Node, text: (node: ts.Node) => string) => readonly Change[];

const operators: Readonly<Partial<Record<string, readonly string[]>>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
};

const methods: Readonly<Partial<Record<string, string>>> = {
  min: 'max',
  max: 'min',
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  floor: 'ceil',
  ceil: 'floor',
};

/** Calls that narrow or order a list: without them it is the list. */
const narrowing: readonly string[] = ['filter', 'sort', 'slice', 'toSorted', 'toReversed'];

const isPlain = (node: ts.Node): boolean =>
  ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isLiteralExpression(node);

const rules: readonly Rule[] = [
  // Operators are flipped, and moved by one at a boundary.
  (node) =>
    ts.isBinaryExpression(node)
      ? (operators[node.operatorToken.getText()] ?? []).map((other) => [node.operatorToken, other])
      : [],
  // One side of a condition decides alone.
  (node, text) =>
    ts.isBinaryExpression(node) && ['&&', '||', '??'].includes(node.operatorToken.getText())
      ? [
          [node, `(${text(node.left)})`],
          [node, `(${text(node.right)})`],
        ]
      : [],
  // A negation is lost.
  (node, text) =>
    ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken
      ? [[node, `(${text(node.operand)})`]]
      : [],
  // A condition always holds, or never.
  (node) => {
    const condition = ts.isIfStatement(node)
      ? node.expression
      : ts.isConditionalExpression(node)
        ? node.condition
        : undefined;
    return condition === undefined
      ? []
      : [
          [condition, 'true'],
          [condition, 'false'],
        ];
  },
  // A call does the opposite, or is left out.
  (node, text) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
    const { name, expression } = node.expression;
    const opposite = Object.hasOwn(methods, name.text) ? methods[name.text] : undefined;
    if (opposite !== undefined) return [[name, opposite]];
    return narrowing.includes(name.text) ? [[node, text(expression)]] : [];
  },
  // A number is another.
  (node) => (ts.isNumericLiteral(node) ? [[node, `(${node.text} + 1)`]] : []),
  // true is false.
  (node) => {
    if (node.kind === ts.SyntaxKind.TrueKeyword) return [[node, 'false']];
    return node.kind === ts.SyntaxKind.FalseKeyword ? [[node, 'true']] : [];
  },
  // An element of a list is missing, or a change to an object is not made.
  (node) =>
    ts.isArrayLiteralExpression(node) ? node.elements.map((element) => without(node.elements, element)) : [],
  (node) =>
    ts.isObjectLiteralExpression(node) && node.properties.some(ts.isSpreadAssignment)
      ? node.properties.map((property) => without(node.properties, property))
      : [],
  // A function answers nothing.
  (node) =>
    ts.isReturnStatement(node) && node.expression !== undefined && node.expression.getText() !== 'undefined'
      ? [[node.expression, 'undefined']]
      : [],
  (node) =>
    ts.isArrowFunction(node) && !ts.isBlock(node.body) && !isPlain(node.body)
      ? [[node.body, '(undefined)']]
      : [],
];

/** With the comma that follows it. */
function without(list: ts.NodeArray<ts.Node>, element: ts.Node): Change {
  const next = list[list.indexOf(element) + 1];
  return [{ start: element.getStart(), end: next?.getStart() ?? element.end }, ''];
}

const accountRegionOf = (where: ts.Node | AccountRegion): AccountRegion =>
  'start' in where ? where : { start: where.getStart(), end: where.end };

export function mutantsOf(file: string, code: string): Mutant[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const text = (node: ts.Node) => code.slice(node.getStart(source), node.end);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportDeclaration(node)) return;
    for (const rule of rules)
      for (const [where, replacement] of rule(node, text)) {
        const { start, end } = accountRegionOf(where);
        const line = source.getLineAndCharacterOfPosition(start).line + 1;
        const shown = (part: string) => part.replaceAll(/\s+/g, ' ').slice(0, 70);
        const what = `${shown(code.slice(start, end))} → ${shown(replacement) || 'nothing'}`;
        mutants.push({ file, line, start, end, replacement, what });
      }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}
