import { BIT_OPERATIONS } from '../src/bit/operation-table.js';
import { LIST_OPERATIONS } from '../src/cdt/list/operation-table.js';
import { MAP_OPERATIONS } from '../src/cdt/map/operation-table.js';
import { HLL_OPERATIONS } from '../src/hll/operation-table.js';
import type { Page, PageTable } from './page.js';

interface OperationRow {
  readonly mode: 'read' | 'modify';
  readonly parameters: readonly string[];
  readonly required: number;
}

/** Arguments of operations: those in brackets may be left out. */
function argumentsOf(
  rows: Partial<Record<number, OperationRow>>,
): Exclude<PageTable['detail'], undefined> {
  return {
    header: 'arguments',
    of: (code) => {
      const { parameters = [], required = 0 } = rows[code] ?? {};
      return parameters.map((name, i) => (i < required ? name : `[${name}]`)).join(', ');
    },
  };
}

/** The pages of the ledger whose rows are the codes of the protocol. */
export const PAGES: readonly Page[] = [
  {
    file: 'fields.md',
    title: 'Fields of messages',
    intro:
      'A field that the real server ignores is ignored; field numbers that are not listed are, too.',
    tables: [{ title: 'Fields', table: 'field' }],
  },
  {
    file: 'flags.md',
    title: 'Flags of messages and batches',
    intro:
      'Flags that are not listed have no meaning, and are ignored as the real server ignores them.',
    tables: [
      { title: 'Frames', table: 'frame' },
      { title: 'info1: how to read', table: 'info1' },
      { title: 'info2: how to write', table: 'info2' },
      { title: 'info3: policies', table: 'info3' },
      { title: 'info4: transactions', table: 'info4' },
      { title: 'Special TTLs', table: 'ttl' },
      { title: 'Flags of a batch', table: 'batchFlag' },
      { title: 'Flags of a row of a batch', table: 'batchRowFlag' },
      { title: 'Collections of secondary indexes', table: 'sindexCollection' },
      { title: 'UDFs on queries', table: 'udfOp' },
    ],
  },
  {
    file: 'operations.md',
    title: 'Operations',
    intro: 'Codes that are not listed are refused with 4 (PARAMETER), as by the real server.',
    tables: [
      { title: 'Operations on bins', table: 'op' },
      { title: 'Lists', table: 'list', detail: argumentsOf(LIST_OPERATIONS) },
      { title: 'Orders of lists', table: 'listFlag' },
      { title: 'Write flags of lists', table: 'listWriteFlag' },
      { title: 'Sort flags of lists', table: 'listSortFlag' },
      { title: 'Maps', table: 'map', detail: argumentsOf(MAP_OPERATIONS) },
      { title: 'Orders of maps', table: 'mapFlag' },
      { title: 'Write flags of maps', table: 'mapWriteFlag' },
      { title: 'Return types of lists and maps', table: 'returnType' },
      { title: 'Steps of contexts', table: 'contextType' },
      { title: 'Flags of these steps', table: 'contextFlag' },
      { title: 'Path operations', table: 'selectFlag' },
      { title: 'Bits', table: 'bit', detail: argumentsOf(BIT_OPERATIONS) },
      { title: 'Write flags of bits', table: 'bitWriteFlag' },
      { title: 'Resize flags of bits', table: 'bitResizeFlag' },
      { title: 'Overflow of bits', table: 'bitOverflow' },
      { title: 'HyperLogLog', table: 'hll', detail: argumentsOf(HLL_OPERATIONS) },
      { title: 'Write flags of HyperLogLog', table: 'hllWriteFlag' },
    ],
  },
  {
    file: 'expressions.md',
    title: 'Expressions',
    intro:
      'As filter of any command, as operation, and as source of a secondary index. Opcodes that are ' +
      'not listed are refused with 4 (PARAMETER), as by the real server.',
    tables: [
      { title: 'Opcodes', table: 'expression' },
      { title: 'Types', table: 'expressionType' },
      { title: 'Calls of other operations', table: 'expressionCall' },
      { title: 'Loop variables of path operations', table: 'loopVariable' },
      { title: 'Flags of read operations', table: 'expressionReadFlag' },
      { title: 'Flags of write operations', table: 'expressionWriteFlag' },
      { title: 'Flags of regular expressions', table: 'regexFlag' },
    ],
  },
  {
    file: 'particles.md',
    title: 'Particles',
    intro: 'Types of bins. Other types are refused with 4 (PARAMETER), as by the real server.',
    tables: [{ title: 'Types', table: 'particle' }],
  },
  {
    file: 'security.md',
    title: 'The security protocol',
    intro:
      'The Community Edition answers all of it with 51 (SECURITY_NOT_SUPPORTED). With ' +
      "`edition: 'enterprise'` there are users, roles and privileges.",
    tables: [
      { title: 'Commands', table: 'admin' },
      { title: 'Fields', table: 'adminField' },
      { title: 'Privileges', table: 'privilege' },
    ],
  },
  {
    file: 'result-codes.md',
    title: 'Result codes',
    intro:
      'Codes with recorded exchanges are answered where the real server answers them. "on demand" ' +
      'are those that a single healthy server never answers: a fault rule makes embedded answer them.',
    tables: [{ title: 'Codes', table: 'resultCode' }],
  },
];
