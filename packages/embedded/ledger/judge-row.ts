import * as protocol from '@aeroform/protocol';
import { DIFFERENCES } from './differences.js';
import type { Mention, SourceTexts } from './evidence/source-texts.js';
import type { Usage } from './evidence/usage.js';
import { isEnterpriseResultCode, isSecurityResultCode, NOTES, type State } from './notes.js';
import type { Row } from './row.js';
import { CODES, type CodeTable, type Subject } from './subject.js';

/** What is known of the real server and of embedded, apart from the tables. */
export interface Evidence {
  readonly usage: Usage;
  readonly texts: SourceTexts;
}

/** Tables of which only the Enterprise Edition has anything. */
const ENTERPRISE_TABLES: ReadonlySet<CodeTable> = new Set([
  'info4',
  'admin',
  'adminField',
  'privilege',
]);

/** Names in the tables that are no codes. */
const NO_ROWS: ReadonlySet<Subject> = new Set(['contextFlag:createMask']);

/** The rows of a table of codes. */
export function rowsOf(table: CodeTable, evidence: Evidence): Row[] {
  return Object.entries(CODES[table])
    .map(([name, code]) => ({ subject: `${table}:${name}` as Subject, name, code: Number(code) }))
    .filter(({ subject }) => !NO_ROWS.has(subject))
    .map((named) => {
      const mentions = mentionsOf(table, named);
      const state = derivedState(table, named.code, evidence.usage.of(named.subject).resultCodes);
      return judgeRow({ ...named, mentions, state }, evidence);
    });
}

/** What tests mention that cover a code, in the ways in which tests write it. */
function mentionsOf(table: CodeTable, { name, code }: { name: string; code: number }): Mention[] {
  const byName = { words: [exportName(table), name] };
  if (table === 'resultCode') {
    const folder = isSecurityResultCode(code) ? 'test/security/' : 'test/transaction/';
    const numbers = [`toBe(${code})`, `, ${code}]`].map((word) => ({ words: [word], folder }));
    return isEnterpriseResultCode(code) ? [...numbers, byName] : [byName];
  }
  if (!ENTERPRISE_TABLES.has(table)) return [byName];
  return [byName, ...[`'${name}'`, `field.${name}`].map((word) => ({ words: [word] }))];
}

const { ENTERPRISE_ONLY, UNSUPPORTED_FEATURE } = protocol.ResultCode;

/** The state of a code, as far as nobody says otherwise. */
function derivedState(table: CodeTable, code: number, resultCodes: ReadonlySet<number>): State {
  if (table === 'resultCode') return isEnterpriseResultCode(code) ? 'enterprise' : 'same';
  if (ENTERPRISE_TABLES.has(table)) return 'enterprise';
  const refusals = [...resultCodes].filter(
    (each) => each === ENTERPRISE_ONLY || each === UNSUPPORTED_FEATURE,
  );
  return refusals.length > 0 && refusals.length === resultCodes.size ? 'enterprise' : 'same';
}

interface Named extends Pick<Row, 'subject' | 'name' | 'code' | 'state'> {
  /** What a test mentions that covers the row, in one of several ways. */
  readonly mentions: readonly Mention[];
}

/** One row, judged by what was recorded, tested and noted. */
export function judgeRow({ mentions, ...named }: Named, { usage, texts }: Evidence): Row {
  const { subject } = named;
  const { exchanges, resultCodes } = usage.of(subject);
  const numbers = differencesOf(subject);
  const note = NOTES[subject];
  const isPartial = numbers.some((number) => DIFFERENCES[number - 1]?.partial);
  const test = note?.test ?? (exchanges > 0 ? undefined : testOf(mentions, texts));
  const row = {
    ...named,
    state: note?.state ?? (isPartial ? 'partial' : named.state),
    remark: note?.text ?? '',
    recorded: exchanges,
    measured: false,
    resultCodes: [...resultCodes].toSorted((a, b) => a - b),
    test,
    differences: numbers,
  };
  return row.recorded === 0 && note === undefined ? onDemand(row, texts) : row;
}

function testOf(mentions: Named['mentions'], texts: SourceTexts): string | undefined {
  for (const mention of mentions) {
    const test = texts.testOf(mention);
    if (test !== undefined) return test;
  }
  return undefined;
}

/** Result codes that embedded never mentions can only come from a fault rule. */
function onDemand(row: Row, texts: SourceTexts): Row {
  const isResultCode = row.subject.startsWith('resultCode:');
  if (!isResultCode || texts.sourceOf(['ResultCode', row.name]) !== undefined) return row;
  return { ...row, state: 'on demand', test: FAULT_TEST };
}

const FAULT_TEST = 'test/fault';

/** Numbers, from 1, of the differences that concern a row. */
export function differencesOf(subject: Subject): number[] {
  return DIFFERENCES.flatMap(({ about }, i) => (about.includes(subject) ? [i + 1] : []));
}

/** The name under which protocol exports a table. */
function exportName(table: CodeTable): string {
  const found = Object.entries(protocol).find(([, value]) => value === CODES[table]);
  if (found === undefined) throw new Error(`protocol does not export the table ${table}`);
  return found[0];
}
