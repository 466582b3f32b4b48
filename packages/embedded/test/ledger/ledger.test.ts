import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as protocol from '@aeroform/protocol';
import { INFO_COMMANDS } from '../../src/info/registry.js';
import { DIFFERENCES } from '../../ledger/differences.js';
import { isRealInfoCommand } from '../../ledger/evidence/info-comparison.js';
import { type LedgerPage, readLedger } from '../../ledger/ledger.js';
import { NOTES } from '../../ledger/notes.js';
import { PAGES } from '../../ledger/pages.js';
import { PAGES_FOLDER } from '../../ledger/pages-folder.js';
import { renderPages } from '../../ledger/render.js';
import { lacksEvidence, type Row } from '../../ledger/row.js';
import { CODES, type CodeTable } from '../../ledger/subject.js';

const PACKAGE = path.join(__dirname, '..', '..');

let ledger: LedgerPage[];
let rows: Row[];
beforeAll(async () => {
  ledger = await readLedger();
  rows = ledger.flatMap(({ tables }) => tables.flatMap((table) => table.rows));
});

test('The pages of docs/embedded are those that `npm run docs:embedded` writes', () => {
  const stale = [...renderPages(ledger)].filter(([file, text]) => {
    const written = path.join(PAGES_FOLDER, file);
    return !existsSync(written) || readFileSync(written, 'utf8') !== text;
  });
  const files = stale.map(([file]) => file);
  if (files.length > 0) {
    throw new Error(`docs/embedded is stale (${files.join(', ')}): run \`npm run docs:embedded\`.`);
  }
});

test('There are no other pages but the one with figures', () => {
  const known = [...renderPages(ledger).keys(), 'performance.md'];
  expect(readdirSync(PAGES_FOLDER).filter((file) => !known.includes(file))).toEqual([]);
});

/** Tables of numbers that are no codes of requests or answers. */
const NO_CODES = ['HeaderOffset', 'HllLimit', 'MsgpackKind', 'ValueRank'];

test('Every table of codes of the protocol is in the ledger', () => {
  const listed = new Set<unknown>(Object.values(CODES));
  const missing = Object.entries(protocol).filter(
    ([name, value]) => isCodeTable(value) && !listed.has(value) && !NO_CODES.includes(name),
  );
  expect(missing.map(([name]) => name)).toEqual([]);
});

function isCodeTable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((code) => typeof code === 'number');
}

test('Every table of codes is on exactly one page', () => {
  const shown = PAGES.flatMap(({ tables }) => tables.map(({ table }) => table));
  expect(shown.toSorted()).toEqual((Object.keys(CODES) as CodeTable[]).toSorted());
});

test('Every row has evidence: recorded exchanges, or a test that names it', () => {
  expect(rows.filter(lacksEvidence).map(({ subject }) => subject)).toEqual([]);
});

test('The tests that rows name are there', () => {
  const tests = rows.flatMap(({ test: file }) => (file === undefined ? [] : [file]));
  expect([...new Set(tests)].filter((file) => !existsSync(path.join(PACKAGE, file)))).toEqual([]);
});

test('Embedded has no info command that the real server does not know', () => {
  expect([...INFO_COMMANDS.keys()].filter((name) => !isRealInfoCommand(name))).toEqual([]);
});

test('Notes and differences are about rows of the ledger', () => {
  const subjects = new Set<string>(rows.map(({ subject }) => subject));
  const named = [...Object.keys(NOTES), ...DIFFERENCES.flatMap(({ about }) => about)];
  expect(named.filter((subject) => !subjects.has(subject))).toEqual([]);
});

test('What is only partly as in the real server says in which respect', () => {
  const silent = rows.filter(
    ({ state, remark, differences }) =>
      state === 'partial' && remark === '' && differences.length === 0,
  );
  expect(silent.map(({ subject }) => subject)).toEqual([]);
});
