import {
  CDT_CONTEXT_CALL,
  ExpressionCall,
  ExpressionOp,
  ExpressionType,
  WireList,
} from '@aeroform/protocol';
import { bitCall } from '../families/bit.js';
import { hllCall, sketch } from '../families/hll.js';
import { cdtCall, LIST_MODIFIES, LIST_READS } from '../families/list.js';
import { MAP_MODIFIES, MAP_READS } from '../families/map.js';
import { inContext } from './cdt-context.js';
import type { Maker } from './maker.js';
import type { Tree } from './tree.js';

const { boolean, integer, list, map, blob, hll } = ExpressionType;

/** What of the result of a read is of a type. */
const RETURN_TYPE: Readonly<Record<number, number>> = { [boolean]: 13, [integer]: 5, [map]: 8 };
const VALUE = 7;

/** `[call, type, system, operation, operand]`: an operation on a list, map, blob or sketch. */
export function callOf(maker: Maker, type: number): Tree {
  const { random } = maker;
  if (type === hll) return hllModify(maker);
  if (type === blob && random.percent(75)) return bitCallOf(maker, true);
  if (type === integer && random.percent(20)) return bitCallOf(maker, false);
  if (type === integer && random.percent(15)) return hllRead(maker);
  if ((type === list || type === map) && random.percent(65)) return cdtModify(maker, type);
  return cdtRead(maker, type);
}

function cdtRead(maker: Maker, type: number): Tree {
  const { random } = maker;
  const operand = random.percent(50) ? list : map;
  const [code, ...args] = cdtCall(random, operand === list ? LIST_READS : MAP_READS);
  // Most reads have their return type first.
  if (args.length > 1 && random.percent(85)) args[0] = RETURN_TYPE[type] ?? VALUE;
  const operation = [code as Tree, ...args.map((argument) => argumentOf(maker, argument))];
  return called(maker, {
    type,
    system: ExpressionCall.cdt,
    operation: withContext(maker, operation),
    operand,
  });
}

function cdtModify(maker: Maker, type: number): Tree {
  const { random } = maker;
  const [code, ...args] = cdtCall(random, type === list ? LIST_MODIFIES : MAP_MODIFIES);
  const operation = [code as Tree, ...args.map((argument) => argumentOf(maker, argument))];
  const system = ExpressionCall.cdt | ExpressionCall.modify;
  return called(maker, { type, system, operation: withContext(maker, operation), operand: type });
}

function withContext({ random }: Maker, operation: readonly Tree[]): Tree {
  const call = inContext(random, 10, operation);
  return Array.isArray(call) && call[0] === CDT_CONTEXT_CALL ? call : operation;
}

function bitCallOf(maker: Maker, modifies: boolean): Tree {
  const operation = bitCall(maker.random, !modifies).map((argument) => quoted(argument));
  const system = ExpressionCall.bit | (modifies ? ExpressionCall.modify : 0);
  return called(maker, { type: modifies ? blob : integer, system, operation, operand: blob });
}

function hllModify(maker: Maker): Tree {
  const operation = hllCall(maker.random, false).map((argument) => quoted(argument));
  const system = ExpressionCall.hll | ExpressionCall.modify;
  return called(maker, { type: hll, system, operation, operand: hll });
}

function hllRead(maker: Maker): Tree {
  const operation = hllCall(maker.random, true).map((argument) => quoted(argument));
  return called(maker, { type: integer, system: ExpressionCall.hll, operation, operand: hll });
}

interface Call {
  readonly type: number;
  readonly system: number;
  readonly operation: Tree;
  /** Type of what the operation works on. */
  readonly operand: number;
}

function called(maker: Maker, { type, system, operation, operand }: Call): Tree {
  const { random } = maker;
  const modifies = (system & ExpressionCall.modify) !== 0;
  const source =
    modifies && random.percent(4)
      ? null
      : operand === hll && random.percent(30)
        ? sketch(random)
        : maker.make(maker, operand);
  return [ExpressionOp.call, type, system, operation, source];
}

/** An argument: sometimes computed. Lists are quoted, as arrays are operations. */
function argumentOf(maker: Maker, argument: Tree): Tree {
  if (typeof argument === 'number' && argument < 0x100 && maker.random.percent(10)) {
    return maker.make(maker, integer);
  }
  return quoted(argument);
}

function quoted(argument: Tree): Tree {
  return argument instanceof WireList ? [ExpressionOp.quote, argument] : argument;
}
