import {
  decodeValue,
  ExpressionOp,
  ExpressionType,
  MsgpackKind,
  MsgpackReader,
  wireValueFactory,
} from '@aeroform/protocol';
import { describeValue } from './describe-context.js';

/** What an operation of an index expression is called in lists of indexes. */
const NAMES: Partial<Record<number, string>> = {
  [ExpressionOp.unknown]: 'unknown',
  [ExpressionOp.equal]: 'eq',
  [ExpressionOp.notEqual]: 'ne',
  [ExpressionOp.greater]: 'gt',
  [ExpressionOp.greaterOrEqual]: 'ge',
  [ExpressionOp.less]: 'lt',
  [ExpressionOp.lessOrEqual]: 'le',
  [ExpressionOp.geoCompare]: 'cmp_geo',
  [ExpressionOp.inList]: 'in_list',
  [ExpressionOp.and]: 'and',
  [ExpressionOp.or]: 'or',
  [ExpressionOp.not]: 'not',
  [ExpressionOp.exclusive]: 'exclusive',
  [ExpressionOp.add]: 'add',
  [ExpressionOp.subtract]: 'sub',
  [ExpressionOp.multiply]: 'mul',
  [ExpressionOp.divide]: 'div',
  [ExpressionOp.power]: 'pow',
  [ExpressionOp.logarithm]: 'log',
  [ExpressionOp.modulo]: 'mod',
  [ExpressionOp.absolute]: 'abs',
  [ExpressionOp.floor]: 'floor',
  [ExpressionOp.ceiling]: 'ceil',
  [ExpressionOp.toInteger]: 'to_int',
  [ExpressionOp.toFloat]: 'to_float',
  [ExpressionOp.integerAnd]: 'int_and',
  [ExpressionOp.integerOr]: 'int_or',
  [ExpressionOp.integerXor]: 'int_xor',
  [ExpressionOp.integerNot]: 'int_not',
  [ExpressionOp.integerLeftShift]: 'int_lshift',
  [ExpressionOp.integerRightShift]: 'int_rshift',
  [ExpressionOp.integerArithmeticRightShift]: 'int_arshift',
  [ExpressionOp.integerCount]: 'int_count',
  [ExpressionOp.integerLeftScan]: 'int_lscan',
  [ExpressionOp.integerRightScan]: 'int_rscan',
  [ExpressionOp.minimum]: 'min',
  [ExpressionOp.maximum]: 'max',
  [ExpressionOp.mapKeys]: 'map_keys',
  [ExpressionOp.mapValues]: 'map_values',
  [ExpressionOp.cond]: 'cond',
};

const TYPE_NAMES: Readonly<Record<number, string>> = {
  [ExpressionType.nil]: 'nil',
  [ExpressionType.boolean]: 'bool',
  [ExpressionType.integer]: 'int',
  [ExpressionType.string]: 'str',
  [ExpressionType.list]: 'list',
  [ExpressionType.map]: 'map',
  [ExpressionType.blob]: 'blob',
  [ExpressionType.float]: 'float',
  [ExpressionType.geojson]: 'geojson',
  [ExpressionType.hll]: 'hll',
};

/** Names of variables by the order of their definitions. */
type Scope = Map<string, number>;

/** Writes an operation whose code was read; undefined for what cannot be shown. */
type Describe = (reader: MsgpackReader, size: number, scope: Scope) => string | undefined;

const SPECIAL: Partial<Record<number, Describe>> = {
  [ExpressionOp.bin]: (reader) => {
    const type = TYPE_NAMES[reader.readSafeInteger()];
    return type && `bin_${type}("${reader.readRawText()}")`;
  },
  [ExpressionOp.binType]: (reader) => `bin_type("${reader.readRawText()}")`,
  [ExpressionOp.digestModulo]: (reader) => `digest_modulo(${reader.readInteger()})`,
  [ExpressionOp.regex]: (reader, _size, scope) => {
    const flags = reader.readInteger();
    const pattern = reader.readRawText();
    const subject = describe(reader, scope);
    return subject && `cmp_regex(<string#${pattern.length}>, ${flags}, ${subject})`;
  },
  [ExpressionOp.quote]: (reader) => describeValue(decodeValue(reader, wireValueFactory)),
  [ExpressionOp.variable]: (reader, _size, scope) => {
    const place = scope.get(reader.readRawText());
    return place === undefined ? undefined : `var("var_${place}")`;
  },
  [ExpressionOp.let]: describeLet,
};

/**
 * An index expression as lists of indexes show it, such as `add(bin_int("a"), 5)`.
 *
 * @returns undefined for one with operations on lists, maps, bits or sketches.
 */
export function describeExpression(expression: Buffer): string | undefined {
  return describe(new MsgpackReader(expression), new Map());
}

function describe(reader: MsgpackReader, scope: Scope): string | undefined {
  if (reader.peekKind() !== MsgpackKind.array) {
    return describeValue(decodeValue(reader, wireValueFactory));
  }
  const size = reader.readArrayHeader();
  const opcode = reader.readSafeInteger();
  const special = SPECIAL[opcode];
  if (special !== undefined) return special(reader, size, scope);
  const name = NAMES[opcode];
  if (name === undefined) return undefined;
  const operands: string[] = [];
  for (let i = 1; i < size; i++) {
    const operand = describe(reader, scope);
    if (operand === undefined) return undefined;
    operands.push(operand);
  }
  return `${name}(${operands.join(', ')})`;
}

/** `[let, name, value, …, result]` */
function describeLet(reader: MsgpackReader, size: number, outer: Scope): string | undefined {
  const scope = new Map(outer);
  const parts: string[] = [];
  for (let i = 1; i + 1 < size; i += 2) {
    const name = reader.readRawText();
    const place = scope.size;
    scope.set(name, place);
    const value = describe(reader, scope);
    if (value === undefined) return undefined;
    parts.push(`def(var_${place}, ${value})`);
  }
  const result = describe(reader, scope);
  return result && `let(${[...parts, result].join(', ')})`;
}
