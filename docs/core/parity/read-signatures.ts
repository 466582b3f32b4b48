import path from 'node:path';
import ts from 'typescript';

const PACKAGE = path.join(__dirname, '../../../packages/core');

/**
 * Names of the parameters of every function and method that core exports; `put` of the client is
 * `AerospikeClient.put`. Behind a name `?` says that it may be left out.
 */
export type Signatures = ReadonlyMap<string, readonly string[]>;

/** Reads them from the sources, with the compiler. */
export function readSignatures(): Signatures {
  const entry = path.join(PACKAGE, 'src/index.ts');
  const program = ts.createProgram([entry], compilerOptions());
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry) as ts.SourceFile;
  const signatures = new Map<string, readonly string[]>();
  const add = (name: string, symbol: ts.Symbol): void => {
    const parameters = parametersOf(checker, checker.getTypeOfSymbolAtLocation(symbol, source));
    if (parameters !== null) signatures.set(name, parameters);
  };
  for (const [name, symbol] of exportsOf(checker, checker.getSymbolAtLocation(source))) {
    add(name, symbol);
    for (const [inner, member] of membersOf(checker, symbol)) add(`${name}.${inner}`, member);
  }
  return signatures;
}

function compilerOptions(): ts.CompilerOptions {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const file = path.join(PACKAGE, 'tsconfig.json');
  return ts.getParsedCommandLineOfConfigFile(file, {}, host)?.options ?? {};
}

type Named = readonly [name: string, symbol: ts.Symbol];

function exportsOf(checker: ts.TypeChecker, module: ts.Symbol | undefined): readonly Named[] {
  if (module === undefined) return [];
  return checker.getExportsOfModule(module).map((symbol) => {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    return [symbol.name, isAlias ? checker.getAliasedSymbol(symbol) : symbol];
  });
}

/** Methods of a class, its static ones too, and what a namespace holds. */
function membersOf(checker: ts.TypeChecker, symbol: ts.Symbol): readonly Named[] {
  if ((symbol.flags & ts.SymbolFlags.ValueModule) !== 0) return exportsOf(checker, symbol);
  if ((symbol.flags & ts.SymbolFlags.Class) === 0) return [];
  const inherited = checker.getDeclaredTypeOfSymbol(symbol).getProperties();
  const members = [...inherited, ...(symbol.exports?.values() ?? [])];
  return members.map((member) => [member.name, member]);
}

/** Null for what cannot be called. Rest parameters that are tuples are written out. */
function parametersOf(checker: ts.TypeChecker, type: ts.Type): readonly string[] | null {
  const signature = type.getCallSignatures().at(-1);
  if (signature === undefined) return null;
  const text = checker.signatureToString(
    signature,
    undefined,
    ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias,
  );
  return topLevelParts(text).map((part) => /^(?:\.\.\.)?\w+\??/.exec(part)?.[0] ?? part);
}

/** `(a: [x, y], b?: z) => w` → `a: [x, y]` and `b?: z`. */
function topLevelParts(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  for (const char of text.replaceAll('=>', '->').slice(text.indexOf('(') + 1)) {
    if ('([{<'.includes(char)) depth++;
    if (')]}'.includes(char) || (char === '>' && depth > 0 && !part.endsWith('-'))) depth--;
    if (depth < 0) break;
    if (char === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += char;
  }
  return part.trim() === '' ? parts : [...parts, part.trim()];
}
