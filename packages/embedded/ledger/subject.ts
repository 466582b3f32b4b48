import {
  AdminCommand,
  AdminField,
  BatchFlag,
  BatchRowFlag,
  BitOp,
  BitOverflow,
  BitResizeFlag,
  BitWriteFlag,
  CdtContextFlag,
  CdtContextType,
  CdtReturnType,
  CdtSelectFlag,
  ExpressionCall,
  ExpressionOp,
  ExpressionReadFlag,
  ExpressionType,
  ExpressionWriteFlag,
  FieldType,
  HllOp,
  HllWriteFlag,
  IndexCollection,
  Info1,
  Info2,
  Info3,
  Info4,
  ListFlag,
  ListOp,
  ListSortFlag,
  ListWriteFlag,
  LoopVariableKind,
  MapFlag,
  MapOp,
  MapWriteFlag,
  OpType,
  ParticleType,
  Privilege,
  ProtoType,
  RegexFlag,
  ResultCode,
  UdfOp,
  WireTtl,
} from '@aeroform/protocol';
import type { CommandKind } from './command-kind.js';

/** Every table of codes of the protocol, under the name that its rows have in the ledger. */
export const CODES = {
  frame: ProtoType,
  info1: Info1,
  info2: Info2,
  info3: Info3,
  info4: Info4,
  ttl: WireTtl,
  field: FieldType,
  op: OpType,
  particle: ParticleType,
  batchFlag: BatchFlag,
  batchRowFlag: BatchRowFlag,
  list: ListOp,
  listFlag: ListFlag,
  listWriteFlag: ListWriteFlag,
  listSortFlag: ListSortFlag,
  map: MapOp,
  mapFlag: MapFlag,
  mapWriteFlag: MapWriteFlag,
  returnType: CdtReturnType,
  contextType: CdtContextType,
  contextFlag: CdtContextFlag,
  selectFlag: CdtSelectFlag,
  bit: BitOp,
  bitWriteFlag: BitWriteFlag,
  bitResizeFlag: BitResizeFlag,
  bitOverflow: BitOverflow,
  hll: HllOp,
  hllWriteFlag: HllWriteFlag,
  expression: ExpressionOp,
  expressionType: ExpressionType,
  expressionCall: ExpressionCall,
  loopVariable: LoopVariableKind,
  expressionReadFlag: ExpressionReadFlag,
  expressionWriteFlag: ExpressionWriteFlag,
  regexFlag: RegexFlag,
  sindexCollection: IndexCollection,
  udfOp: UdfOp,
  admin: AdminCommand,
  adminField: AdminField,
  privilege: Privilege,
  resultCode: ResultCode,
} as const;

export type CodeTable = keyof typeof CODES;

/** A row of the ledger: the name of a table, a colon, and a name in that table. */
export type Subject =
  | { [T in CodeTable]: `${T}:${keyof (typeof CODES)[T] & string}` }[CodeTable]
  | `command:${CommandKind}`
  | `info:${string}`;

const NAMES: ReadonlyMap<CodeTable, ReadonlyMap<number, string>> = new Map(
  (Object.keys(CODES) as CodeTable[]).map((table) => [
    table,
    new Map(Object.entries(CODES[table]).map(([name, code]) => [code as number, name])),
  ]),
);

/** The row of a code; undefined for codes that the protocol does not have. */
export function subjectOf(table: CodeTable, code: number): Subject | undefined {
  const name = NAMES.get(table)?.get(code);
  return name === undefined ? undefined : (`${table}:${name}` as Subject);
}

/** The rows of the flags that are set; that of 0, where there is one, when none is. */
export function flagSubjects(table: CodeTable, flags: number): Subject[] {
  const names = Object.entries(CODES[table]) as [string, number][];
  const set = names.filter(([, bit]) =>
    flags === 0 ? bit === 0 : bit !== 0 && (flags & bit) === bit,
  );
  return set.map(([name]) => `${table}:${name}` as Subject);
}
