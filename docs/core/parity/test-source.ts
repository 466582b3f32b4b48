import ts from 'typescript';

/** A test that names something. */
export interface TestTitle {
  /** Path below the folder of tests. */
  readonly file: string;
  readonly title: string;
}

/** One place in a test that names something. */
export interface Use {
  readonly name: string;
  /** How it is named: alone, behind a dot, or as a key of an object literal. */
  readonly kind: 'value' | 'member' | 'key';
  /** What is left of the dot, in a word; of a call the name of the function and `()`. */
  readonly owner: string;
  /** The function whose arguments it is in; '' when there is none. */
  readonly callee: string;
  /** The text that the row of a table starts with, when it is in one. */
  readonly row: string | null;
  readonly test: TestTitle;
  /** False when the test only names something that holds this. */
  readonly direct: boolean;
}

/** A file of tests. */
export interface TestSource {
  readonly uses: readonly Use[];
  readonly titles: readonly TestTitle[];
}

type Found = Omit<Use, 'test' | 'direct'>;

interface Scope {
  /** What a name of the file is called where it comes from. */
  readonly aliases: Map<string, string>;
  readonly titles: Map<string, Found[]>;
  readonly declarations: Map<string, Found[]>;
}

/**
 * What each test of a file names. What a constant or function of the file names counts for the tests that
 * name this constant or function.
 */
export function readSource(file: string, text: string): TestSource {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const scope: Scope = { aliases: new Map(), titles: new Map(), declarations: new Map() };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) collectAliases(statement, scope.aliases);
    else collect(statement, scope, [], null);
  }
  const uses = [...scope.titles].flatMap(([title, found]) =>
    withDeclarations(found, scope).map(([use, direct]) => {
      return { ...use, direct, test: { file, title: titleOf(title, use.row) } };
    }),
  );
  return { uses, titles: [...scope.titles.keys()].map((title) => ({ file, title })) };
}

function titleOf(title: string, row: string | null): string {
  return row === null ? title : title.replace(/%[sp]/, () => row);
}

/** `import { a as b }` and `const { a: b } = …`. */
function collectAliases(node: ts.Node, aliases: Map<string, string>): void {
  if (
    (ts.isImportSpecifier(node) || ts.isBindingElement(node)) &&
    node.propertyName !== undefined &&
    ts.isIdentifier(node.name)
  ) {
    aliases.set(node.name.text, node.propertyName.getText());
  }
  ts.forEachChild(node, (child) => collectAliases(child, aliases));
}

/** Walks a node; `into` is the list for what it names: that of a test, or of a declaration. */
function collect(
  node: ts.Node,
  scope: Scope,
  suite: readonly string[],
  into: Found[] | null,
): void {
  const block = testBlock(node);
  const name = into === null ? declaredName(node) : null;
  let [titles, list] = [suite, into];
  if (block !== null) {
    titles = [...suite, block.title];
    if (block.kind !== 'describe') list = listOf(scope.titles, titles.join(' › '));
  } else if (name !== null) {
    list = listOf(scope.declarations, name);
  }
  if (into === null && ts.isVariableStatement(node)) collectAliases(node, scope.aliases);
  const found = list === null ? null : foundIn(node, scope.aliases);
  if (found !== null) list?.push(found);
  ts.forEachChild(node, (child) => collect(child, scope, titles, list));
}

function listOf(lists: Map<string, Found[]>, name: string): Found[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}

/** `it('title', …)`, `it.each(table)('title', …)`, and the same for `test` and `describe`. */
function testBlock(node: ts.Node): { readonly kind: string; readonly title: string } | null {
  if (!ts.isCallExpression(node)) return null;
  const [first] = node.arguments;
  if (first === undefined || !ts.isStringLiteralLike(first)) return null;
  const kind = /^(it|test|describe)\b/.exec(node.expression.getText())?.[1];
  return kind === undefined ? null : { kind, title: first.text };
}

function declaredName(node: ts.Node): string | null {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) return node.name.text;
  return ts.isFunctionDeclaration(node) ? (node.name?.text ?? null) : null;
}

function foundIn(node: ts.Node, aliases: ReadonlyMap<string, string>): Found | null {
  if (!ts.isIdentifier(node)) return null;
  const { parent, text } = node;
  const place = { callee: calleeAround(node), row: rowAround(node) };
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return { name: text, kind: 'member', owner: ownerWord(parent.expression), ...place };
  }
  const isKey =
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isShorthandPropertyAssignment(parent);
  const name = isKey ? text : (aliases.get(text) ?? text);
  if (isKey) return { name, kind: 'key', owner: '', ...place, row: place.row ?? text };
  return { name, kind: 'value', owner: '', ...place };
}

function ownerWord(owner: ts.Expression): string {
  if (ts.isCallExpression(owner)) return `${ownerWord(owner.expression)}()`;
  if (ts.isPropertyAccessExpression(owner)) return owner.name.text;
  return ts.isIdentifier(owner) ? owner.text : '';
}

function calleeAround(node: ts.Node): string {
  for (let up = node.parent; !ts.isBlock(up) && !ts.isSourceFile(up); up = up.parent) {
    if (ts.isCallExpression(up) && testBlock(up) === null) return ownerWord(up.expression);
  }
  return '';
}

function rowAround(node: ts.Node): string | null {
  for (let up = node.parent; !ts.isBlock(up) && !ts.isSourceFile(up); up = up.parent) {
    if (!ts.isArrayLiteralExpression(up)) continue;
    const [first] = up.elements;
    return first !== undefined && ts.isStringLiteralLike(first) ? first.text : null;
  }
  return null;
}

/** What is named, and what the declarations name that are named, and so on. */
function withDeclarations(named: readonly Found[], scope: Scope): [Found, boolean][] {
  const all: [Found, boolean][] = named.map((use) => [use, true]);
  const seen = new Set<string>();
  for (const [use] of all) {
    const inside =
      use.kind === 'member' || seen.has(use.name) ? [] : scope.declarations.get(use.name);
    seen.add(use.name);
    for (const each of inside ?? []) all.push([each, false]);
  }
  return all;
}
