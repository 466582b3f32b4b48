import {
  ExpressionOp,
  ExpressionType,
  LoopVariableKind,
  WireDouble,
  type WireValue,
} from '@aeroform/protocol';
import { callOf } from './expression-call.js';
import { type Maker, NO_NAMES } from './maker.js';
import type { Random } from './random.js';
import { RawText, type Tree } from './tree.js';
import * as values from './values.js';

const { nil, boolean, integer, string, list, map, blob, float, geojson, hll } = ExpressionType;
const Op = ExpressionOp;

/** Bins by the type that they mostly hold. */
export const TYPED_BINS: Readonly<Record<number, string>> = {
  [nil]: 'none',
  [boolean]: 't',
  [integer]: 'i',
  [string]: 's',
  [list]: 'l',
  [map]: 'm',
  [blob]: 'b',
  [float]: 'd',
  [geojson]: 'g',
  [hll]: 'h',
};
const TYPES = Object.keys(TYPED_BINS).map(Number);

/** An expression of a type; now and then of another one. */
export function expression(maker: Maker, type: number): Tree {
  const { random } = maker;
  const wanted = !maker.names.loop && random.percent(1) ? random.pick(TYPES) : type;
  if (maker.depth <= 0 || random.percent(25)) return leaf(maker, wanted);
  const inner = { ...maker, depth: maker.depth - 1 };
  if (random.percent(12)) return control(inner, wanted);
  return (OPERATORS[wanted] ?? leaf)(inner, wanted);
}

function leaf({ random, names }: Maker, type: number): Tree {
  const fitting = names.variables.filter((variable) => variable.type === type);
  if (fitting.length > 0 && random.percent(40)) {
    return [Op.variable, new RawText(random.pick(fitting).name)];
  }
  if (names.loop && random.percent(40)) return [Op.loopVariable, type, loopKind(random, type)];
  if (random.percent(50) && type !== nil) return bin(random, type);
  return (LITERALS[type] as (random: Random) => Tree)(random);
}

function loopKind(random: Random, type: number): number {
  if (type === integer && random.percent(25)) return LoopVariableKind.index;
  return random.percent(25) ? LoopVariableKind.mapKey : LoopVariableKind.value;
}

function bin(random: Random, type: number): Tree {
  const name = random.percent(95)
    ? (TYPED_BINS[type] as string)
    : random.pick(['x', 'none', 'i', 'l']);
  return [Op.bin, type, new RawText(name)];
}

const LITERALS: Readonly<Record<number, (random: Random) => Tree>> = {
  [nil]: () => null,
  [boolean]: (random) => random.percent(50),
  [integer]: (random) => values.integer(random),
  [string]: (random) => values.text(random),
  [list]: (random) => [Op.quote, values.list(random)],
  [map]: (random) => values.map(random),
  [blob]: (random) => values.blob(random),
  [float]: (random) => values.double(random),
  [geojson]: (random) => values.geojson(random),
  [hll]: (random) => bin(random, hll),
};

/** Branches and variables, which give any type. */
function control(maker: Maker, type: number): Tree {
  const { random, names } = maker;
  if (random.percent(15)) return [Op.unknown];
  if (random.percent(50)) {
    const branches = random.many(1, 2, () => [expression(maker, boolean), expression(maker, type)]);
    return [Op.cond, ...branches.flat(), expression(maker, type)];
  }
  const variables = [...names.variables];
  const definitions: Tree[] = [];
  for (let i = random.between(1, 2); i > 0; i--) {
    const name = random.percent(98) ? `v${variables.length}` : random.pick(['v0', '9', '']);
    const defined = random.pick(TYPES.slice(1));
    definitions.push(
      new RawText(name),
      expression({ ...maker, names: { ...names, variables } }, defined),
    );
    variables.push({ name, type: defined });
  }
  return [Op.let, ...definitions, expression({ ...maker, names: { ...names, variables } }, type)];
}

type MakeTree = (maker: Maker, type: number) => Tree;

function of(code: number, ...types: readonly number[]): MakeTree {
  return (maker) => [code, ...types.map((type) => expression(maker, type))];
}

function severalOf(code: number, type: number, least: number): MakeTree {
  return (maker) => [
    code,
    ...maker.random.many(maker.random.percent(97) ? least : 0, 3, () => expression(maker, type)),
  ];
}

function anyOf(...makers: readonly MakeTree[]): MakeTree {
  return (maker, type) => maker.random.pick(makers)(maker, type);
}

const COMPARED = [
  nil,
  boolean,
  integer,
  integer,
  string,
  string,
  list,
  map,
  blob,
  float,
  geojson,
  hll,
];

const comparison: MakeTree = (maker) => {
  const type = maker.random.pick(COMPARED);
  const code = maker.random.between(Op.equal, Op.lessOrEqual);
  return [code, expression(maker, type), expression(maker, type)];
};

const PATTERNS = [
  'a',
  '^a',
  'b$',
  'a*b',
  '[a-c]+',
  'a.b',
  '(a|b)',
  'A',
  '^$',
  '[[:alpha:]]',
  'a\\{1,2\\}',
  'a{1,2}',
  '(',
  '.',
];

const regex: MakeTree = (maker) => [
  Op.regex,
  maker.random.pick([0, 1, 1, 2, 3, 4, 9]),
  new RawText(maker.random.pick(PATTERNS)),
  expression(maker, string),
];

const geoCompare: MakeTree = (maker) => [
  Op.geoCompare,
  maker.random.percent(70) ? bin(maker.random, geojson) : values.point(maker.random),
  maker.random.percent(70) ? values.region(maker.random) : expression(maker, geojson),
];

/** What depends on the time is only compared with what it surely is, or is not. */
const aboutTime: MakeTree = ({ random }) =>
  random.pick<Tree>([
    [Op.greater, [Op.lastUpdate], 1_500_000_000_000_000_000n],
    [Op.less, [Op.sinceUpdate], 100_000_000],
    [Op.greater, [Op.voidTime], 1000],
    [Op.greater, [Op.ttl], 100],
    [Op.equal, [Op.ttl], -1],
  ]);

const metadata: MakeTree = ({ random }) => random.pick<Tree>([[Op.keyExists], [Op.isTombstone]]);

const inList: MakeTree = (maker) => [
  Op.inList,
  expression(maker, maker.random.pick(TYPES.slice(1, 8))),
  expression(maker, list),
];

/** Divisors are literals, and never −1 (ledger: least-integer-division). */
const DIVISORS = [0, 1, 2, 3, 7, -2, 1000];

const divide: MakeTree = (maker) => [
  Op.divide,
  expression(maker, integer),
  ...maker.random.many(0, 2, () => maker.random.pick(DIVISORS)),
];

const modulo: MakeTree = (maker) => [
  Op.modulo,
  expression(maker, integer),
  maker.random.pick(DIVISORS),
];

/** Powers that are exact: others differ in the last place from those of the C library (pow-last-place). */
const power: MakeTree = ({ random }) => [
  Op.power,
  new WireDouble(random.pick([-2, -1, 0, 0.5, 1, 2, 3, 10])),
  new WireDouble(random.pick([-1, 0, 1, 2, 3, 4])),
];

const size: MakeTree = ({ random }) =>
  random.pick<Tree>([
    [Op.recordSize],
    [Op.memorySize],
    [Op.deviceSize],
    [Op.digestModulo, random.between(1, 7)],
    [Op.binType, new RawText(random.pick(['i', 'l', 'none', 'x', 'h', 'm']))],
  ]);

const key: MakeTree = (_maker, type) => [Op.key, type];
const call: MakeTree = (maker, type) => (maker.calls ? callOf(maker, type) : leaf(maker, type));
const noValue: MakeTree = (maker) => [
  maker.random.between(0, 127),
  ...maker.random.many(0, 3, () => maker.random.percent(50)),
];

const OPERATORS: Readonly<Record<number, MakeTree>> = {
  [boolean]: anyOf(
    comparison,
    comparison,
    comparison,
    severalOf(Op.and, boolean, 2),
    severalOf(Op.or, boolean, 2),
    of(Op.not, boolean),
    severalOf(Op.exclusive, boolean, 2),
    regex,
    geoCompare,
    aboutTime,
    metadata,
    inList,
    call,
    noValue,
  ),
  [integer]: anyOf(
    severalOf(Op.add, integer, 1),
    severalOf(Op.subtract, integer, 1),
    severalOf(Op.multiply, integer, 1),
    divide,
    modulo,
    of(Op.absolute, integer),
    of(Op.toInteger, float),
    severalOf(Op.integerAnd, integer, 2),
    severalOf(Op.integerOr, integer, 2),
    severalOf(Op.integerXor, integer, 2),
    of(Op.integerNot, integer),
    of(Op.integerLeftShift, integer, integer),
    of(Op.integerRightShift, integer, integer),
    of(Op.integerArithmeticRightShift, integer, integer),
    of(Op.integerCount, integer),
    of(Op.integerLeftScan, integer, boolean),
    of(Op.integerRightScan, integer, boolean),
    severalOf(Op.minimum, integer, 1),
    severalOf(Op.maximum, integer, 1),
    size,
    key,
    call,
    call,
  ),
  [float]: anyOf(
    severalOf(Op.add, float, 1),
    severalOf(Op.subtract, float, 1),
    severalOf(Op.multiply, float, 1),
    severalOf(Op.divide, float, 1),
    power,
    of(Op.logarithm, float, float),
    of(Op.absolute, float),
    of(Op.floor, float),
    of(Op.ceiling, float),
    of(Op.toFloat, integer),
    severalOf(Op.minimum, float, 1),
    severalOf(Op.maximum, float, 1),
    call,
  ),
  [string]: anyOf(key, call, leaf),
  [blob]: anyOf(key, call, leaf),
  [list]: anyOf(call, call, leaf, of(Op.mapKeys, map), of(Op.mapValues, map)),
  [map]: anyOf(call, call, leaf),
  [hll]: anyOf(call, leaf),
};

/** An expression for a filter. */
export function filterTree(random: Random, depth = 3): Tree {
  return expression(
    { random, depth, names: NO_NAMES, calls: true, make: expression },
    random.percent(97) ? boolean : integer,
  );
}

/** An expression of any type. */
export function anyTree(random: Random, depth = 3): Tree {
  return expression(
    { random, depth, names: NO_NAMES, calls: true, make: expression },
    random.pick(TYPES),
  );
}

/** The values of bins that expressions look for. */
export function typedBins(random: Random): Record<string, WireValue> {
  return {
    i: values.integer(random),
    s: values.text(random),
    d: values.double(random),
    t: random.percent(50),
    b: values.blob(random),
    g: values.geojson(random),
    l: values.list(random),
    m: values.map(random),
  };
}
