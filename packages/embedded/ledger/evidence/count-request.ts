import {
  ByteReader,
  FieldType,
  type MessageField,
  type MessageOp,
  OpType,
  type Message,
  readBatchRow,
  readIndexRange,
  WireError,
} from '@aeroform/protocol';
import { commandKind, type CommandShape } from '../command-kind.js';
import { type CodeTable, flagSubjects, type Subject, subjectOf } from '../subject.js';
import {
  countBitCall,
  countCdtCall,
  countContext,
  countHllCall,
  type Tally,
} from './count-call.js';
import { countExpression, tallyOf } from './count-expression.js';
import { readTree, type Tree } from './msgpack-tree.js';

/** What a message asks for. Rows of batches count with the message. */
export function requestSubjects({ header, fields, ops }: Message): Set<Subject> {
  const subjects = new Set<Subject>();
  count({ ...header, fields, ops, isBatchRow: false }, subjects);
  return subjects;
}

interface Request extends CommandShape {
  readonly info3: number;
  readonly info4: number;
  readonly recordTtl?: number;
}

function count(request: Request, subjects: Set<Subject>): void {
  subjects.add(`command:${commandKind(request)}`);
  for (const table of ['info1', 'info2', 'info3', 'info4'] as const) {
    for (const subject of flagSubjects(table, request[table])) subjects.add(subject);
  }
  const isWrite = request.info2 !== 0;
  if (isWrite && request.recordTtl !== undefined) add(subjects, 'ttl', request.recordTtl);
  for (const field of request.fields) countField(field, subjects);
  for (const op of request.ops) countOp(op, subjects);
}

function countField({ type, data }: MessageField, subjects: Set<Subject>): void {
  add(subjects, 'field', type);
  FIELDS[type]?.(data, subjects);
}

type CountBytes = (data: Buffer, subjects: Set<Subject>) => void;

const FIELDS: Partial<Record<number, CountBytes>> = {
  [FieldType.filterExpression]: (data, subjects) => countExpression(readTree(data), subjects),
  [FieldType.indexExpression]: (data, subjects) => countExpression(readTree(data), subjects),
  [FieldType.indexContext]: (data, subjects) => countContext(readTree(data), tallyOf(subjects)),
  [FieldType.indexType]: (data, subjects) => add(subjects, 'sindexCollection', data[0]),
  [FieldType.udfOp]: (data, subjects) => add(subjects, 'udfOp', data[0]),
  [FieldType.key]: (data, subjects) => add(subjects, 'particle', data[0]),
  [FieldType.indexRange]: (data, subjects) => {
    const range = attempt(() => readIndexRange(data));
    add(subjects, 'particle', range?.particleType);
  },
  [FieldType.batch]: countBatch,
  [FieldType.batchWithSet]: countBatch,
};

const COUNT_SIZE = 4;
const ROW_FLAGS_OFFSET = 24;

function countBatch(data: Buffer, subjects: Set<Subject>): void {
  if (data.length <= COUNT_SIZE) return;
  for (const flag of flagSubjects('batchFlag', data[COUNT_SIZE] ?? 0)) subjects.add(flag);
  const reader = new ByteReader(data, COUNT_SIZE + 1);
  attempt(() => {
    for (let left = data.readUInt32BE(); left > 0; left--) {
      const flags = data[reader.offset + ROW_FLAGS_OFFSET] ?? 0;
      for (const flag of flagSubjects('batchRowFlag', flags)) subjects.add(flag);
      const { body } = readBatchRow(reader);
      if (body !== undefined) count({ ...body, isBatchRow: true, recordTtl: body.ttl }, subjects);
    }
  });
}

function countOp({ op, particleType, value }: MessageOp, subjects: Set<Subject>): void {
  add(subjects, 'op', op);
  const countValue = OPS[op];
  if (countValue !== undefined) countValue(readTree(value), tallyOf(subjects));
  else if (WRITES_VALUE.has(op)) add(subjects, 'particle', particleType);
}

const WRITES_VALUE: ReadonlySet<number> = new Set([
  OpType.write,
  OpType.increment,
  OpType.append,
  OpType.prepend,
]);

const OPS: Partial<Record<number, (tree: Tree, tally: Tally) => void>> = {
  [OpType.cdtRead]: countCdtCall,
  [OpType.cdtModify]: countCdtCall,
  [OpType.bitRead]: countBitCall,
  [OpType.bitModify]: countBitCall,
  [OpType.hllRead]: countHllCall,
  [OpType.hllModify]: countHllCall,
  [OpType.expressionRead]: (tree, { subjects }) => {
    countExpressionOp('expressionReadFlag', tree, subjects);
  },
  [OpType.expressionModify]: (tree, { subjects }) => {
    countExpressionOp('expressionWriteFlag', tree, subjects);
  },
};

/** `[expression, flags]`, or in old form the expression alone. */
function countExpressionOp(table: CodeTable, tree: Tree, subjects: Set<Subject>): void {
  if (!Array.isArray(tree)) return;
  const [expression, flags] = tree;
  countExpression(Array.isArray(expression) ? expression : tree, subjects);
  if (tree.length !== 2 || typeof flags !== 'number') return;
  for (const subject of flagSubjects(table, flags)) subjects.add(subject);
}

function add(subjects: Set<Subject>, table: CodeTable, code: number | undefined): void {
  const subject = code === undefined ? undefined : subjectOf(table, code);
  if (subject !== undefined) subjects.add(subject);
}

/** Some recorded requests are malformed on purpose: they count as far as they can be read. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof WireError || error instanceof RangeError) return undefined;
    throw error;
  }
}
