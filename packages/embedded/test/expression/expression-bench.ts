/** What the tests of expressions write them with, and the record that they are evaluated on. */
import {
  ExpressionOp,
  ExpressionType,
  MsgpackWriter,
  ParticleType,
  ResultCode,
  WireBlob,
  WireDouble,
  WireGeoJson,
  WireList,
  WireMap,
  type WireValue,
  writeWireValue,
} from '@aeroform/protocol';
import { CommandError } from '../../src/error/command-error.js';
import { evaluateValue, type ExpressionRecord } from '../../src/expression/evaluate-expression.js';
import { parseExpression } from '../../src/expression/parse-expression.js';

/**
 * An expression as it is written in tests: arrays are operations, strings are names (raw text), and
 * everything else is a literal.
 */
export type Tree = Tree[] | string | Exclude<WireValue, string> | Text;

/** A literal string, to tell it from names. */
export class Text {
  constructor(readonly value: string) {}
}

export const text = (value: string): Text => new Text(value);
export const float = (value: number): WireDouble => new WireDouble(value);
export const blob = (hex: string): WireBlob =>
  new WireBlob(ParticleType.blob, Buffer.from(hex, 'hex'));
export const sketch = (hex: string): WireBlob =>
  new WireBlob(ParticleType.hll, Buffer.from(hex, 'hex'));
export const geojson = (type: string, coordinates: unknown): WireGeoJson =>
  new WireGeoJson(JSON.stringify({ type, coordinates }));
/** A literal list. */
export const list = (...items: WireValue[]): Tree => [ExpressionOp.quote, new WireList(items)];
/** A map; `flags` 1 is ordered by key. */
export const map = (entries: Record<string, WireValue>, flags = 0): WireMap =>
  new WireMap(Object.keys(entries), Object.values(entries), flags);

export const integerBin = (name: string): Tree => [ExpressionOp.bin, ExpressionType.integer, name];
export const floatBin = (name: string): Tree => [ExpressionOp.bin, ExpressionType.float, name];
export const textBin = (name: string): Tree => [ExpressionOp.bin, ExpressionType.string, name];
export const booleanBin = (name: string): Tree => [ExpressionOp.bin, ExpressionType.boolean, name];
export const blobBin = (name: string): Tree => [ExpressionOp.bin, ExpressionType.blob, name];
export const listBin = (name: string): Tree => [ExpressionOp.bin, ExpressionType.list, name];
export const mapBin = (name: string): Tree => [ExpressionOp.bin, ExpressionType.map, name];
export const geoBin = (name: string): Tree => [ExpressionOp.bin, ExpressionType.geojson, name];

/** `unknown` as an operand. */
export const unknown: Tree = [ExpressionOp.unknown];

/** What the server answers with OP_NOT_APPLICABLE. */
export const UNKNOWN = 'the unknown value';
/** What the server answers with PARAMETER, before it looks at a record. */
export const REFUSED = 'refused while parsing';

export const LOWEST = -(2n ** 63n);
export const HIGHEST = 2n ** 63n - 1n;

export function encode(tree: Tree): Buffer {
  const writer = new MsgpackWriter();
  writeTree(writer, tree);
  return writer.toBuffer();
}

function writeTree(writer: MsgpackWriter, tree: Tree): void {
  if (Array.isArray(tree)) {
    writer.arrayHeader(tree.length);
    for (const part of tree) writeTree(writer, part);
  } else if (typeof tree === 'string') {
    writer.bytesHeader(tree.length).latin1(tree);
  } else if (tree instanceof Text) {
    writer.binaryText(ParticleType.string, tree.value);
  } else {
    writeWireValue(writer, tree);
  }
}

/** The bins of the record that expressions are evaluated on. */
export const BINS: Readonly<Record<string, WireValue>> = {
  i: 5,
  n: -3,
  z: 0,
  max: HIGHEST,
  min: LOWEST,
  f: new WireDouble(2.5),
  s: 'hello',
  b: new WireBlob(ParticleType.blob, Buffer.from('0142ff', 'hex')),
  t: true,
  u: false,
  l: new WireList([1, 2, 3, 4, 'x']),
  m: new WireMap(['a', 'b', 'c'], [1, 2, 3], 1),
  um: new WireMap(['a', 'b', 'c'], [1, 2, 3]),
  g: geojson('Point', [-122, 37.5]),
};

export function recordOf(
  bins: Readonly<Record<string, WireValue>>,
  metadata: Partial<ExpressionRecord> = {},
): ExpressionRecord {
  return {
    bin: (name) => bins[name],
    setName: 'people',
    digest: Buffer.from('000102030405060708090a0b0c0d0e0f10111213', 'hex'),
    userKey: undefined,
    voidTime: 0,
    lastUpdateTime: 1_700_000_000_000,
    now: 1_700_000_001_500,
    recordSize: () => 64,
    ...metadata,
  };
}

const RECORD = recordOf(BINS);

/** Parses and evaluates; {@link UNKNOWN} and {@link REFUSED} stand for the failures. */
export function outcome(tree: Tree, record: ExpressionRecord = RECORD): WireValue {
  try {
    const value = evaluateValue(parseExpression(encode(tree)), record);
    return value === undefined ? UNKNOWN : value;
  } catch (error) {
    if (error instanceof CommandError && error.resultCode === ResultCode.PARAMETER) return REFUSED;
    throw error;
  }
}

/** A row of a table of tests: what is shown, the expression, and what the server answers. */
export type Row = readonly [title: string, tree: Tree, expected: WireValue];
