import { BIT_SIGNED, HllOp } from '@aeroform/protocol';
import type {
  BitOperation,
  ExpressionOperation,
  HllOperation,
  Operation,
  ScalarOperation,
} from '../../../operation/operation.js';
import {
  OPERATOR_APPEND,
  OPERATOR_DELETE,
  OPERATOR_INCR,
  OPERATOR_PREPEND,
  OPERATOR_READ,
  OPERATOR_TOUCH,
  OPERATOR_WRITE,
  type Operator,
} from '../../../operation/operator.js';
import type { OfficialModule, OfficialOperation } from '../official-module.js';
import { expressionText } from '../official-policy.js';
import { isPlainValue, toOfficialValue } from '../to-official-value.js';
import { unsupported } from '../unsupported.js';
import { BIT_CALLS, type CallNames, HLL_CALLS } from './call-table.js';
import { officialTemplate } from './operation-codes.js';
import { OperationPlace } from './operation-place.js';
import { toNestedOperation } from './to-nested-operation.js';
import { writeOperation } from './write-operation.js';

/**
 * Operations for the addon.
 *
 * @param path - of the operations in the caller's arguments, for errors.
 * @throws {UnsupportedByDriverError} for what npm `aerospike` has not; {InvalidArgError} for values
 *   that Aerospike has no type for.
 */
export function toOfficialOperations(
  official: OfficialModule,
  operations: readonly Operation[],
  path = 'ops',
): OfficialOperation[] {
  const place = new OperationPlace(path);
  const made = new Array<OfficialOperation>(operations.length);
  for (let i = 0; i < operations.length; i++) {
    const operation = operations[i] as Operation;
    place.index = i;
    made[i] = CONVERTERS[operation.family](official, operation as never, place);
  }
  return made;
}

const CONVERTERS: {
  readonly [F in Operation['family']]: (
    official: OfficialModule,
    operation: Extract<Operation, { family: F }>,
    place: OperationPlace,
  ) => OfficialOperation;
} = {
  scalar: toScalar,
  list: toNestedOperation,
  map: toNestedOperation,
  bit: toBit,
  hll: toHll,
  expression: toExpression,
  path: (_official, _operation, place) => {
    throw unsupported('pathOperation', place.text);
  },
};

const SCALARS: Readonly<Record<Operator, string>> = {
  [OPERATOR_READ]: 'read',
  [OPERATOR_WRITE]: 'write',
  [OPERATOR_INCR]: 'incr',
  [OPERATOR_APPEND]: 'append',
  [OPERATOR_PREPEND]: 'prepend',
  [OPERATOR_TOUCH]: 'touch',
  [OPERATOR_DELETE]: 'delete',
};

function toScalar(
  official: OfficialModule,
  { operator, bin, value }: ScalarOperation,
  place: OperationPlace,
): OfficialOperation {
  const { op } = officialTemplate(official, 'operations', SCALARS[operator]);
  if (isPlainValue(value)) return { op, bin, value };
  const path = `${place.text}.value`;
  if (operator === OPERATOR_WRITE) return writeOperation(official, bin, value, path);
  // The ttl of a touch is in the policy by now.
  if (value === null) return { op, bin };
  const given = toOfficialValue(official, value, path);
  if (typeof given === 'bigint') throw unsupported('bigintIncrement', place.text);
  return { op, bin, value: given };
}

function toExpression(
  official: OfficialModule,
  { name, bin, expression, flags }: ExpressionOperation,
): OfficialOperation {
  const { op } = officialTemplate(official, 'expressions', name);
  return { op, bin, exp: expressionText(expression), flags };
}

const INT32 = 2 ** 31;

function toBit(
  official: OfficialModule,
  { name, bin, args }: BitOperation,
  place: OperationPlace,
): OfficialOperation {
  const entry = BIT_CALLS[name];
  if (typeof entry === 'string') throw unsupported(entry, place.text);
  const [builder, ...names] = entry as CallNames;
  const template = officialTemplate(official, 'bitwise', builder, name === 'setInt');
  const operation: Record<string, unknown> = { op: template.op, bin, sign: false };
  names.forEach((property, i) => {
    const given = args[i];
    if (property === 'writeFlags') operation['policy'] = { writeFlags: given };
    else if (property === 'overflow') Object.assign(operation, overflowOf(given as number));
    else if (property === 'sign') operation['sign'] = given === BIT_SIGNED;
    else operation[property] = bitArgument(official, property, given, place);
  });
  return operation as OfficialOperation;
}

function overflowOf(action: number): { sign: boolean; overflowAction: number } {
  return { sign: (action & BIT_SIGNED) !== 0, overflowAction: action & ~BIT_SIGNED };
}

function bitArgument(
  official: OfficialModule,
  property: string,
  given: unknown,
  place: OperationPlace,
): unknown {
  const value = toOfficialValue(official, given as never, place.text);
  const isWide = typeof value === 'number' && (value < -INT32 || value >= INT32);
  if (typeof value === 'bigint' || (isWide && property !== 'value')) {
    throw unsupported('wideBitArgument', place.text);
  }
  return value;
}

function toHll(
  official: OfficialModule,
  { name, bin, args }: HllOperation,
  place: OperationPlace,
): OfficialOperation {
  const [builder, ...names] = HLL_CALLS[name];
  const { op } = officialTemplate(official, 'hll', builder);
  const operation: Record<string, unknown> = { op, bin, command: HllOp[name] };
  names.forEach((property, i) => {
    const given = args[i];
    if (property === 'writeFlags') operation['policy'] = { writeFlags: given };
    else
      operation[property] = toOfficialValue(official, given as never, `${place.text}.args[${i}]`);
  });
  return operation as OfficialOperation;
}
