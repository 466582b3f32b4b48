import {
  CDT_CONTEXT_CALL,
  CDT_INVERTED,
  CDT_SELECT_CALL,
  CdtContextFlag,
  CdtContextType,
  CdtSelectFlag,
} from '@aeroform/protocol';
import { BIT_OPERATIONS } from '../../src/bit/operation-table.js';
import { LIST_OPERATIONS } from '../../src/cdt/list/operation-table.js';
import { MAP_OPERATIONS } from '../../src/cdt/map/operation-table.js';
import { HLL_OPERATIONS } from '../../src/hll/operation-table.js';
import { type CodeTable, flagSubjects, type Subject, subjectOf } from '../subject.js';
import type { Tree } from './msgpack-tree.js';

/** What is being counted, and how to count the expressions inside of it. */
export interface Tally {
  readonly subjects: Set<Subject>;
  readonly expression: (node: Tree) => void;
}

/** What the families of operations differ in. */
interface Family {
  readonly table: CodeTable;
  readonly rows: Partial<Record<number, { readonly parameters: readonly string[] }>>;
  /** Which flags a parameter holds. */
  readonly flags: (name: string, operation: string) => CodeTable | undefined;
}

const LIST: Family = {
  table: 'list',
  rows: LIST_OPERATIONS,
  flags: (name, operation) => {
    if (name === 'order') return 'listFlag';
    if (name !== 'flags') return undefined;
    return operation === 'list:sort' ? 'listSortFlag' : 'listWriteFlag';
  },
};

const MAP: Family = {
  table: 'map',
  rows: MAP_OPERATIONS,
  flags: (name) => ({ order: 'mapFlag', flags: 'mapWriteFlag' } as const)[name],
};

const BIT: Family = {
  table: 'bit',
  rows: BIT_OPERATIONS,
  flags: (name) =>
    ({ flags: 'bitWriteFlag', resizeFlags: 'bitResizeFlag', overflow: 'bitOverflow' } as const)[
      name
    ],
};

const HLL: Family = {
  table: 'hll',
  rows: HLL_OPERATIONS,
  flags: (name) => (name === 'flags' ? 'hllWriteFlag' : undefined),
};

/** Codes of map operations start here. */
const FIRST_MAP_CODE = 64;

/** Counts a list or map operation: `[op, argument…]`, inside a context or a path operation. */
export function countCdtCall(call: Tree, tally: Tally): void {
  if (!Array.isArray(call)) return;
  if (call[0] === CDT_CONTEXT_CALL) {
    countContext(call[1], tally);
    countCdtCall(call[2], tally);
  } else if (call[0] === CDT_SELECT_CALL) {
    countSelect(call, tally);
  } else {
    countOperation(Number(call[0]) < FIRST_MAP_CODE ? LIST : MAP, call, tally);
  }
}

export function countBitCall(call: Tree, tally: Tally): void {
  if (Array.isArray(call)) countOperation(BIT, call, tally);
}

export function countHllCall(call: Tree, tally: Tally): void {
  if (Array.isArray(call)) countOperation(HLL, call, tally);
}

function countOperation(family: Family, call: Tree[], { subjects }: Tally): void {
  const [code, ...args] = call;
  const operation = subjectOf(family.table, Number(code));
  if (operation === undefined) return;
  subjects.add(operation);
  const parameters = family.rows[Number(code)]?.parameters ?? [];
  args.forEach((value, i) => {
    const name = parameters[i];
    if (name === undefined || typeof value !== 'number') return;
    if (name === 'returnType') add(subjects, subjectOf('returnType', value & ~CDT_INVERTED));
    const flags = family.flags(name, operation);
    if (flags !== undefined) addAll(subjects, flagSubjects(flags, value));
  });
}

function countSelect(call: Tree[], tally: Tally): void {
  const { subjects } = tally;
  const [, path, flags, expression] = call;
  countContext(path, tally);
  if (typeof flags === 'number') {
    add(subjects, subjectOf('selectFlag', flags & ~CdtSelectFlag.noFail));
    if ((flags & CdtSelectFlag.noFail) !== 0) subjects.add('selectFlag:noFail');
  }
  tally.expression(expression);
}

const { createMask, persistIndex, and } = CdtContextFlag;
const MAP_BIT = 0x20;

/** Counts the steps of a path: `[type, value, …]`. */
export function countContext(path: Tree, tally: Tally): void {
  if (!Array.isArray(path)) return;
  const { subjects } = tally;
  for (let i = 0; i + 1 < path.length; i += 2) {
    const step = path[i];
    if (typeof step !== 'number') continue;
    const type = step & ~(createMask | persistIndex | and);
    add(subjects, subjectOf('contextType', type));
    if (type === CdtContextType.expression) tally.expression(path[i + 1]);
    add(subjects, creation(step));
    if ((step & persistIndex) !== 0) subjects.add('contextFlag:persistIndex');
    if ((step & and) !== 0) subjects.add('contextFlag:and');
  }
}

/** The same bits mean one order in a step into a list, and another in one into a map. */
function creation(step: number): Subject | undefined {
  const order = step & createMask;
  if (order === 0) return undefined;
  const isMap = (step & MAP_BIT) !== 0;
  const name = (isMap ? MAP_CREATIONS : LIST_CREATIONS)[order];
  return name === undefined ? undefined : `contextFlag:${name}`;
}

const LIST_CREATIONS: Partial<Record<number, keyof typeof CdtContextFlag>> = {
  [CdtContextFlag.createListUnordered]: 'createListUnordered',
  [CdtContextFlag.createListUnorderedPad]: 'createListUnorderedPad',
  [CdtContextFlag.createListOrdered]: 'createListOrdered',
};
const MAP_CREATIONS: Partial<Record<number, keyof typeof CdtContextFlag>> = {
  [CdtContextFlag.createMapUnordered]: 'createMapUnordered',
  [CdtContextFlag.createMapKeyOrdered]: 'createMapKeyOrdered',
  [CdtContextFlag.createMapKeyValueOrdered]: 'createMapKeyValueOrdered',
};

function add(subjects: Set<Subject>, subject: Subject | undefined): void {
  if (subject !== undefined) subjects.add(subject);
}

function addAll(subjects: Set<Subject>, some: readonly Subject[]): void {
  for (const subject of some) subjects.add(subject);
}
