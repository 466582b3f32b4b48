import path from 'node:path';
import ts from 'typescript';

const PACKAGE = path.join(__dirname, '..');
const FILE = path.join(PACKAGE, 'test/types/message.ts');
const HEAD = `
import * as core from '@aeroform/core';
const { createClient, exp, operations, predicates } = core;
const client = createClient({ hosts: 'localhost' });
const key = ['test', 'users', 1] as const;
`;

/** Wrong lines, and the sentence that the compiler answers with. */
const LINES: readonly (readonly [line: string, sentence: string])[] = [
  [
    `exp.gt(exp.intBin('age'), exp.stringVal('x'));`,
    `Argument of type 'Expression<"string">' is not assignable to parameter of type 'Expression<"int">'.`,
  ],
  [
    `exp.listGetByIndex(core.LIST_RETURN_COUNT, core.EXP_TYPE_STRING, 0, exp.listBin('l'));`,
    `Argument of type '3' is not assignable to parameter of type ` +
      `'"EXP_TYPE_INT: what is asked of the element is an integer"'.`,
  ],
  [
    `exp.mapGetByKey(core.MAP_RETURN_EXISTS, core.EXP_TYPE_INT, exp.nil(), exp.mapBin('m'));`,
    `Argument of type '2' is not assignable to parameter of type ` +
      `'"EXP_TYPE_BOOL: what is asked of the element is true or false"'.`,
  ],
  [
    `client.indexExpressionCreate('test', 'users', exp.intBin('a'), core.INDEX_STRING, 'i');`,
    `Argument of type '1' is not assignable to parameter of type ` +
      `'"INDEX_NUMERIC, because the expression is an integer"'.`,
  ],
  [
    `client.indexExpressionCreate('test', 'users', exp.floatBin('a'), core.INDEX_NUMERIC, 'i');`,
    `Argument of type '0' is not assignable to parameter of type '"no index type: indexes hold ` +
      `integers, strings, bytes, GeoJSON, and what is in lists and maps"'.`,
  ],
  [
    `client.query<{ age: number }>('test').select('name');`,
    `Argument of type '"name"' is not assignable to parameter of type '"age"'.`,
  ],
  [
    `predicates.equals('a', 1, { ctx: [] });`,
    `Object literal may only specify known properties, and 'ctx' does not exist in type ` +
      `'PredicateOptions'.`,
  ],
  [
    `core.withContext(core.listAppend('b', 1), core.ctx.allChildren());`,
    `Argument of type 'SelectionStep' is not assignable to parameter of type 'CdtContextStep'.`,
  ],
  [
    `exp.and(exp.intBin('age'));`,
    `Argument of type 'Expression<"int">' is not assignable to parameter of type 'Expression<"bool">'.`,
  ],
  [
    `client.get(key, { filterExpression: exp.intBin('age') });`,
    `Type 'Expression<"int">' is not assignable to type 'Expression<"bool">'.`,
  ],
  [`client.put(key, { born: new Date() });`, `Type 'Date' is not assignable to type 'BinValue'.`],
  [`client.put(key, { a: undefined });`, `Type 'undefined' is not assignable to type 'BinValue'.`],
  [
    `client.put(key, { a: 1 }, null, { total_timeout: 1 });`,
    `Object literal may only specify known properties, but 'total_timeout' does not exist in type ` +
      `'WritePolicy'. Did you mean to write 'totalTimeout'?`,
  ],
  [
    `client.put(key, { a: 1 }, { generation: 1 });`,
    `Object literal may only specify known properties, and 'generation' does not exist in type ` +
      `'WriteMeta'.`,
  ],
  [
    `createClient({ host: 'a' });`,
    `Object literal may only specify known properties, but 'host' does not exist in type ` +
      `'ClientConfig'. Did you mean to write 'hosts'?`,
  ],
  [
    `client.operate(key, [exp.intBin('a')]);`,
    `Type 'Expression<"int">' is not assignable to type 'Operation'.`,
  ],
  [
    `client.query('test').where(exp.boolVal(true));`,
    `Argument of type 'Expression<"bool">' is not assignable to parameter of type 'Predicate'.`,
  ],
  [
    `predicates.equals('a', true);`,
    `Argument of type 'boolean' is not assignable to parameter of type 'PredicateValue'.`,
  ],
  [
    `core.listGetByIndex('l', 0, core.MAP_RETURN_KEY);`,
    `Argument of type '6' is not assignable to parameter of type 'ListReturnCode'.`,
  ],
  [
    `new core.BatchReadHandle([]).toColumns({ age: 'int' });`,
    `Type '"int"' is not assignable to type 'ColumnType'. Did you mean '"int8"'?`,
  ],
];

/** First sentence about each line. */
let sentences: ReadonlyMap<number, string>;

beforeAll(() => {
  const text = HEAD + LINES.map(([line]) => `${line}\n`).join('');
  sentences = compile(text);
});

function compile(text: string): Map<number, string> {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const config = path.join(PACKAGE, 'tsconfig.types.json');
  const options = ts.getParsedCommandLineOfConfigFile(config, {}, host)?.options ?? {};
  const compiler = ts.createCompilerHost(options);
  const { getSourceFile } = compiler;
  compiler.getSourceFile = (file, ...rest) =>
    path.resolve(file) === FILE
      ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022)
      : getSourceFile(file, ...rest);
  const program = ts.createProgram([FILE], options, compiler);
  const source = program.getSourceFile(FILE) as ts.SourceFile;
  const found = new Map<number, string>();
  for (const { start = 0, messageText } of program.getSemanticDiagnostics(source)) {
    const { line } = source.getLineAndCharacterOfPosition(start);
    const [sentence = ''] = ts.flattenDiagnosticMessageText(messageText, '\n').split('\n');
    found.set(line, sentence);
  }
  return found;
}

describe('a mistake is told by the compiler in a sentence', () => {
  it.each(LINES)('%s', (line, sentence) => {
    const before = HEAD.split('\n').length - 1;
    expect(sentences.get(before + LINES.findIndex(([each]) => each === line))).toBe(sentence);
  });
});
