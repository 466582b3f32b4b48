import {
  Info1,
  Info2,
  type MessageField,
  type MessageHeader,
  type MessageOp,
  OpType,
} from '@aeroform/protocol';
import { keyField, messageFrame, recordFields } from './frame.js';
import { putOp, readOp } from './ops.js';
import type { Random } from './random.js';
import { type Scope, USER_KEYS } from './scope.js';
import type { GeneratedRequest } from './step.js';
import type { WireValue } from '@aeroform/protocol';

/** Records that operations on bins meet: few, so that their states grow. */
export function fewKeys(random: Random): string | number {
  return USER_KEYS[random.below(3)] as string | number;
}

interface Command {
  readonly userKey: string | number;
  readonly header: Partial<MessageHeader>;
  readonly ops: readonly MessageOp[];
  readonly fields?: readonly MessageField[];
}

export function recordCommand(scope: Scope, command: Command): GeneratedRequest {
  const { userKey, header, ops, fields = [] } = command;
  const frame = messageFrame({
    header,
    fields: [...recordFields(scope, userKey), ...fields],
    ops,
  });
  return { frame, answer: 'record' };
}

const READING: ReadonlySet<number> = new Set([
  OpType.read,
  OpType.cdtRead,
  OpType.bitRead,
  OpType.hllRead,
  OpType.expressionRead,
]);

/**
 * One command with operations on bins: most of the time all answer, and a read of the bin behind them
 * shows what they did.
 */
export function operate(
  random: Random,
  scope: Scope,
  ops: readonly MessageOp[],
  fields: readonly MessageField[] = [],
): GeneratedRequest {
  const bins = [...new Set(ops.map(({ name }) => name.toString('utf8')))];
  const all = random.percent(70) ? [...ops, ...bins.map((bin) => readOp(bin))] : ops;
  const reads = all.some(({ op }) => READING.has(op));
  const writes = all.some(({ op }) => !READING.has(op));
  const respondAll = random.percent(60) ? Info2.respondAllOps : 0;
  const info1 = reads ? Info1.read : 0;
  const info2 = writes || respondAll !== 0 ? (writes ? Info2.write : 0) | respondAll : 0;
  return recordCommand(scope, {
    userKey: fewKeys(random),
    header: { info1, info2 },
    ops: all,
    fields,
  });
}

/** Puts values, which gives the operations something to work on. */
export function put(
  random: Random,
  scope: Scope,
  bins: Readonly<Record<string, WireValue>>,
): GeneratedRequest {
  const userKey = fewKeys(random);
  const fields = random.percent(20) ? [keyField(userKey)] : [];
  const ops = Object.entries(bins).map(([bin, held]) => putOp(bin, held));
  return recordCommand(scope, { userKey, header: { info2: Info2.write }, ops, fields });
}
