import type { Condition, TextTest } from './condition.js';
import type { FieldPath } from './field-path.js';
import { stepKeyText } from './field-path.js';
import type { Literal, Operand } from './operand.js';

const SIGNS = { eq: '==', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
const FACTS = {
  ttl: 'ttl()',
  sinceUpdate: 'sinceUpdate()',
  lastUpdate: 'lastUpdate()',
  expiresAt: 'voidTime()',
  recordSize: 'recordSize()',
  setName: 'setName()',
} as const;
const ARITHMETIC = { add: '+', sub: '-', mul: '*', div: '/', mod: '%', pow: '**' } as const;

/** A condition as text, in the manner of Aerospike's own expression language: bins, not properties. */
export function formatCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'constant':
      return String(condition.value);
    case 'and':
      return condition.parts.map(formatPart).join(' and ');
    case 'or':
      return condition.parts.map(formatPart).join(' or ');
    case 'not':
      return `not (${formatCondition(condition.part)})`;
    case 'compare':
      return `${formatOperand(condition.left)} ${SIGNS[condition.operator]} ${formatOperand(condition.right)}`;
    case 'between':
      return `${formatOperand(condition.operand)} between ${formatLiteral(condition.low)} and ${formatLiteral(condition.high)}`;
    case 'in':
      return `${formatOperand(condition.operand)} in [${formatLiterals(condition.values)}]`;
    case 'exists':
      return `${formatPath(condition.path)}.exists()`;
    case 'text':
      return `${formatOperand(condition.operand)}.${condition.test.operator}(${formatTest(condition.test)})`;
    case 'includes':
      return `${formatPath(condition.path)}.includes(${condition.values.map(formatLiteral).join(' or ')})`;
    case 'some':
    case 'someWhere':
      return `${formatPath(condition.path)}.some(${condition.shown})`;
    case 'hasKey':
      return `${formatPath(condition.path)}.hasKey(${formatLiteral(condition.key)})`;
    case 'hasValue':
      return `${formatPath(condition.path)}.hasValue(${condition.values.map(formatLiteral).join(' or ')})`;
    case 'geo':
      return `${formatPath(condition.path)}.${condition.operator}(${condition.geojson})`;
  }
}

/** A path as text: `$.bin.key.[0]`. */
export function formatPath(path: FieldPath): string {
  if (path.source === 'ttl') return 'ttl()';
  if (path.source === 'expiresAt') return 'voidTime()';
  if (path.source === 'userKey') return 'key()';
  if (path.source === 'elementKey') return '@key';
  const steps = path.steps.map((step) =>
    step.kind === 'listIndex'
      ? `.[${step.index}]`
      : `.${typeof step.key === 'string' ? step.key : stepKeyText(step.key)}`,
  );
  return `${path.source === 'element' ? '@' : `$.${path.binName}`}${steps.join('')}`;
}

/** A literal as text. */
export function formatLiteral({ type, value }: Literal): string {
  if (type === 'string') return JSON.stringify(value);
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  if (type === 'double' && Number.isInteger(value)) return (value as number).toFixed(1);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const SHOWN_VALUES = 8;

/** Literals as text; only the first of many. */
export function formatLiterals(values: readonly Literal[]): string {
  const shown = values.slice(0, SHOWN_VALUES).map(formatLiteral).join(', ');
  const more = values.length - SHOWN_VALUES;
  return more > 0 ? `${shown}, … ${more} more` : shown;
}

function formatTest({ operator, given, ignoreCase }: TextTest): string {
  if (operator === 'matches') return given;
  return JSON.stringify(given) + (ignoreCase && operator !== 'ieq' ? ', ignoring case' : '');
}

/** An operand as text. */
export function formatOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'literal':
      return formatLiteral(operand);
    case 'field':
      return formatPath(operand.path);
    case 'size':
      return `${formatPath(operand.path)}.size()`;
    case 'measure':
      return `${formatPath(operand.path)}.${formatMeasure(operand)}`;
    case 'fact':
      return operand.fact === 'digestModulo'
        ? `digestModulo(${operand.argument})`
        : FACTS[operand.fact];
    case 'arithmetic':
      return formatArithmetic(operand);
    case 'function':
      return `${operand.function}(${formatOperand(operand.operand)})`;
    case 'cond':
      return `(${operand.shown} ? ${formatOperand(operand.then)} : ${formatOperand(operand.otherwise)})`;
  }
}

function formatMeasure(operand: Extract<Operand, { kind: 'measure' }>): string {
  const { measure, offset, size, values } = operand;
  if (measure === 'hllCount') return 'hllCount()';
  if (measure === 'hllMayContain') return `hllMayContain(${values.map(String).join(', ')})`;
  return `${measure}(${offset}, ${size})`;
}

function formatArithmetic(operand: Extract<Operand, { kind: 'arithmetic' }>): string {
  const { operator } = operand;
  const [left, right] = [formatOperand(operand.left), formatOperand(operand.right)];
  if (operator === 'min' || operator === 'max') return `${operator}(${left}, ${right})`;
  return `(${left} ${ARITHMETIC[operator]} ${right})`;
}

function formatPart(part: Condition): string {
  const text = formatCondition(part);
  return part.kind === 'and' || part.kind === 'or' ? `(${text})` : text;
}
