import { FieldType, Info1, Info2, type Message, OpType, UdfOp } from '@aeroform/protocol';

/** What a message or a row of a batch asks for, apart from its fields and flags. */
export interface CommandShape {
  readonly info1: number;
  readonly info2: number;
  readonly fields: Message['fields'];
  readonly ops: Message['ops'];
  readonly isBatchRow: boolean;
}

/** Every kind of command, with what to call it in the pages. The first that matches counts. */
export const COMMAND_KINDS = {
  batch: {
    title: 'Batch: rows of reads, writes, deletes and UDFs, mixed',
    matches: ({ info1, isBatchRow }) => !isBatchRow && has(info1, Info1.batch),
  },
  aggregation: {
    title: 'Query with a Lua stream module (aggregation)',
    matches: (shape) => isQuery(shape) && udfOp(shape) === UdfOp.aggregate,
  },
  backgroundUdf: {
    title: 'Query that applies a UDF in the background',
    matches: (shape) => isQuery(shape) && hasField(shape, FieldType.udfModule),
  },
  backgroundWrite: {
    title: 'Query that runs operations in the background',
    matches: (shape) => isQuery(shape) && has(shape.info2, Info2.write),
  },
  sindexQuery: {
    title: 'Query of a secondary index',
    matches: (shape) => isQuery(shape) && hasField(shape, FieldType.indexRange),
  },
  primaryIndexQuery: {
    title: 'Query of the primary index (scan)',
    matches: isQuery,
  },
  delete: {
    title: 'Delete of one record',
    matches: ({ info2 }) => has(info2, Info2.write) && has(info2, Info2.delete),
  },
  applyUdf: {
    title: 'UDF on one record',
    matches: (shape) => has(shape.info2, Info2.write) && hasField(shape, FieldType.udfModule),
  },
  touch: {
    title: 'Touch of one record',
    matches: ({ info2, ops }) =>
      has(info2, Info2.write) && ops.length > 0 && ops.every(({ op }) => op === OpType.touch),
  },
  write: {
    title: 'Write of bins of one record',
    matches: ({ info2, ops }) =>
      has(info2, Info2.write) && ops.every(({ op }) => op === OpType.write),
  },
  operateWrite: {
    title: 'Operations on one record, at least one of which writes',
    matches: ({ info2 }) => has(info2, Info2.write),
  },
  exists: {
    title: 'Header of one record (exists)',
    matches: ({ info1 }) => has(info1, Info1.read) && has(info1, Info1.noBinData),
  },
  readAll: {
    title: 'Read of all bins of one record',
    matches: ({ info1 }) => has(info1, Info1.read) && has(info1, Info1.getAll),
  },
  read: {
    title: 'Read of some bins of one record',
    matches: ({ info1, ops }) =>
      has(info1, Info1.read) && ops.every(({ op }) => op === OpType.read),
  },
  operateRead: {
    title: 'Operations on one record, all of which read',
    matches: ({ info1 }) => has(info1, Info1.read),
  },
  neither: {
    title: 'A message that neither reads nor writes',
    matches: () => true,
  },
} as const satisfies Record<string, Kind>;

export type CommandKind = keyof typeof COMMAND_KINDS;

interface Kind {
  readonly title: string;
  readonly matches: (shape: CommandShape) => boolean;
}

/** Which command a message is. */
export function commandKind(shape: CommandShape): CommandKind {
  const kinds = Object.entries(COMMAND_KINDS) as [CommandKind, Kind][];
  const [kind] = kinds.find(([, { matches }]) => matches(shape)) ?? ['neither'];
  return kind;
}

function has(flags: number, flag: number): boolean {
  return (flags & flag) !== 0;
}

function hasField({ fields }: CommandShape, type: number): boolean {
  return fields.some((field) => field.type === type);
}

function isQuery(shape: CommandShape): boolean {
  return !shape.isBatchRow && !hasField(shape, FieldType.digest);
}

function udfOp({ fields }: CommandShape): number | undefined {
  return fields.find(({ type }) => type === FieldType.udfOp)?.data[0];
}
