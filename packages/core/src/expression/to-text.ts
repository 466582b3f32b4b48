import {
  CDT_INVERTED,
  BitOp,
  CdtSelectFlag,
  ExpressionCall,
  ExpressionOp,
  HllOp,
  ListOp,
  MapOp,
} from '@aeroform/protocol';
import {
  type CallNode,
  type Expression,
  type ExpressionNode,
  type ExpressionPart,
  checkExpression,
} from './expression.js';
import { KIND_OF_TYPE } from './expression-kind.js';
import { checkLevels } from './levels.js';
import { isSelectionStep, type PathStep } from './path-step.js';
import { fromServerRegexFlags } from './regex-flag.js';
import { valueText } from './value-text.js';

/** An expression as logs show it, e.g. `and(gt(intBin("age"), 18), eq(stringBin("sex"), "f"))`. */
export function toText(expr: Expression): string {
  checkLevels(checkExpression(expr, 'exp.toText(expr)'));
  return nodeText(expr.node);
}

type Form = ExpressionNode['form'];

const TEXTS: { [F in Form]: (node: Extract<ExpressionNode, { form: F }>) => string } = {
  literal: ({ value }) => valueText(value),
  operator: ({ op, args }) => (SPECIAL[op] ?? plainText)(args, op),
  call: callText,
  path: pathText,
};

function nodeText(node: ExpressionNode): string {
  return TEXTS[node.form](node as never);
}

function partText(part: ExpressionPart): string {
  if (typeof part === 'number') return String(part);
  return 'rawText' in part ? JSON.stringify(part.rawText) : nodeText(part.node);
}

function returnTypeText(part: ExpressionPart | undefined): string {
  const type = partNumber(part);
  return type >= CDT_INVERTED ? `inverted(${type & ~CDT_INVERTED})` : String(type);
}

/** Number in the place of an operand, whether it came from a builder or from base64. */
function partNumber(part: ExpressionPart | undefined): number {
  if (typeof part === 'number') return part;
  if (part === undefined || 'rawText' in part || part.node.form !== 'literal') return Number.NaN;
  return Number(part.node.value);
}

type OperatorText = (args: readonly ExpressionPart[], op: ExpressionOp) => string;

const plainText: OperatorText = (args, op) => `${OP_NAMES[op]}(${args.map(partText).join(', ')})`;

const SPECIAL: Partial<Record<ExpressionOp, OperatorText>> = {
  [ExpressionOp.bin]: ([type, name]) => `${kindName(partNumber(type))}Bin(${partText(name!)})`,
  [ExpressionOp.key]: ([type]) => `key(${kindName(partNumber(type))})`,
  [ExpressionOp.loopVariable]: ([type, part]) => {
    const kind = kindName(partNumber(type));
    return `loopVar${kind.charAt(0).toUpperCase()}${kind.slice(1)}(${partText(part!)})`;
  },
  [ExpressionOp.regex]: ([flags, regex, text]) =>
    `regexCompare(${partText(regex!)}, ${fromServerRegexFlags(partNumber(flags))}, ${partText(text!)})`,
  [ExpressionOp.let]: (args) => {
    const definitions: string[] = [];
    for (let i = 0; i + 1 < args.length; i += 2) {
      definitions.push(`def(${partText(args[i]!)}, ${partText(args[i + 1]!)})`);
    }
    return `let(${[...definitions, partText(args.at(-1)!)].join(', ')})`;
  },
};

function kindName(type: number): string {
  return (KIND_OF_TYPE as Readonly<Record<number, string>>)[type] ?? `type${type}`;
}

const SYSTEMS: Readonly<Record<number, readonly [prefix: string, ops: Record<string, number>][]>> =
  {
    [ExpressionCall.cdt]: [
      ['list', ListOp],
      ['map', MapOp],
    ],
    [ExpressionCall.bit]: [['bit', BitOp]],
    [ExpressionCall.hll]: [['hll', HllOp]],
  };

function callText(node: Extract<ExpressionNode, { form: 'call' }>): string {
  const { call, system, target } = node;
  const name = callName(system, call);
  const args = call.args.map(partText);
  // …By… operations have a return type in front, which may be inverted.
  if (name.includes('By')) args[0] = returnTypeText(call.args[0]);
  const parts = [...args, nodeText(target.node), ...call.context.map(stepText)];
  return `${name}(${parts.join(', ')})`;
}

function callName(system: number, { code }: CallNode): string {
  for (const [prefix, ops] of SYSTEMS[system & ~ExpressionCall.modify] ?? []) {
    const found = Object.entries(ops).find(([, op]) => op === code)?.[0];
    if (found !== undefined) return prefix + found.charAt(0).toUpperCase() + found.slice(1);
  }
  return `call${system}_${code}`;
}

function pathText(node: Extract<ExpressionNode, { form: 'path' }>): string {
  const { returns, flags, modification, target, path } = node;
  const kind = kindName(returns);
  const parts = [nodeText(target.node), ...path.map(stepText)].join(', ');
  if (modification === null) return `selectByPath(${kind}, ${flags}, ${parts})`;
  const given = flags & ~CdtSelectFlag.apply;
  return `modifyByPath(${kind}, ${nodeText(modification.node)}, ${given}, ${parts})`;
}

function stepText(step: PathStep): string {
  if (!isSelectionStep(step)) return `ctx.${step.type}(${valueText(step.value)})`;
  if (step.type === 'mapKeysIn') return `ctx.mapKeysIn(${valueText(step.keys)})`;
  if (step.filter === null) return 'ctx.allChildren()';
  const name = step.type === 'andFilter' ? 'andFilter' : 'allChildrenWithFilter';
  return `ctx.${name}(${nodeText(step.filter.node)})`;
}

/** Names of the builders where they differ from those of the operators. */
const OP_NAMES: Record<ExpressionOp, string> = {
  ...(Object.fromEntries(Object.entries(ExpressionOp).map(([name, op]) => [op, name])) as Record<
    ExpressionOp,
    string
  >),
  [ExpressionOp.equal]: 'eq',
  [ExpressionOp.notEqual]: 'ne',
  [ExpressionOp.greater]: 'gt',
  [ExpressionOp.greaterOrEqual]: 'ge',
  [ExpressionOp.less]: 'lt',
  [ExpressionOp.lessOrEqual]: 'le',
  [ExpressionOp.exclusive]: 'xor',
  [ExpressionOp.add]: 'numAdd',
  [ExpressionOp.subtract]: 'numSub',
  [ExpressionOp.multiply]: 'numMul',
  [ExpressionOp.divide]: 'numDiv',
  [ExpressionOp.modulo]: 'numMod',
  [ExpressionOp.power]: 'numPow',
  [ExpressionOp.logarithm]: 'numLog',
  [ExpressionOp.absolute]: 'numAbs',
  [ExpressionOp.floor]: 'numFloor',
  [ExpressionOp.ceiling]: 'numCeil',
  [ExpressionOp.toInteger]: 'toInt',
  [ExpressionOp.integerAnd]: 'intAnd',
  [ExpressionOp.integerOr]: 'intOr',
  [ExpressionOp.integerXor]: 'intXor',
  [ExpressionOp.integerNot]: 'intNot',
  [ExpressionOp.integerLeftShift]: 'intLshift',
  [ExpressionOp.integerRightShift]: 'intRshift',
  [ExpressionOp.integerArithmeticRightShift]: 'intArshift',
  [ExpressionOp.integerCount]: 'intCount',
  [ExpressionOp.integerLeftScan]: 'intLscan',
  [ExpressionOp.integerRightScan]: 'intRscan',
  [ExpressionOp.minimum]: 'min',
  [ExpressionOp.maximum]: 'max',
  [ExpressionOp.variable]: 'var',
};
