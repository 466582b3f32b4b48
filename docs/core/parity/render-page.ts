import { type ContradictionRow } from './capability-rows.js';
import type { Row, State } from './row.js';
import type { TestTitle } from './test-source.js';

/** All that the page shows. */
export interface Parity {
  readonly aerospikePy: ReadonlyMap<string, readonly Row[]>;
  readonly contradictions: readonly ContradictionRow[];
  readonly missingThere: readonly Row[];
  readonly officialClient: ReadonlyMap<string, readonly Row[]>;
}

/** Every row of the page. */
export function allRows(parity: Parity): readonly Row[] {
  return [
    ...[...parity.aerospikePy.values()].flat(),
    ...parity.contradictions,
    ...parity.missingThere,
    ...[...parity.officialClient.values()].flat(),
  ];
}

/** The page as text. */
export function renderPage(parity: Parity): string {
  return [
    '# Parity',
    '<!-- Written by `npm run docs:core` from docs/core/parity and the tests. Do not edit. -->',
    INTRO,
    counts(allRows(parity)),
    '## aerospike-py',
    ...tables(parity.aerospikePy),
    '### Where its documents and its source differ',
    table(
      ['name', 'documents', 'source', 'here', 'test'],
      parity.contradictions.map((row) => [
        code(row.theirs),
        row.note,
        row.source,
        row.ours,
        testText(row.proof),
      ]),
    ),
    '### What it lacks',
    table(
      ['capability', 'here', 'test'],
      parity.missingThere.map((row) => [row.theirs, row.ours, testText(row.proof)]),
    ),
    '## The official client (npm `aerospike` 6.7)',
    ...tables(parity.officialClient),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

const INTRO = `What the Python client aerospike-py and the official Node.js client offer, and what it is here. A test
reads this page: it fails when a name is missing from the exports of \`@aeroform/core\`, when a constant has
another value, when a policy or the configuration does not take a field, when parameters are in another order,
and when no test of the package uses the name. The last column is that test, below \`packages/core/test\`.

State: **same** is the same name in camel case with the same parameters in the same order (ours may have more
behind them); **other** differs as the note says; **there** is a capability without a counterpart by name;
**not needed** has nothing here, for the reason in the note; **open** is missing or unproven.`;

function counts(rows: readonly Row[]): string {
  const of = (state: State): number => rows.filter((row) => row.state === state).length;
  const states: readonly State[] = ['same', 'other', 'there', 'not needed', 'open'];
  return `${rows.length} rows: ${states.map((state) => `${of(state)} ${state}`).join(', ')}.`;
}

function tables(sections: ReadonlyMap<string, readonly Row[]>): string[] {
  return [...sections].flatMap(([title, rows]) => [
    `### ${title}`,
    table(
      ['theirs', 'here', 'state', 'note', 'test'],
      rows.map((row) => [
        code(row.theirs),
        code(row.ours),
        row.state,
        row.note,
        testText(row.proof),
      ]),
    ),
  ]);
}

function code(text: string): string {
  return text === '' || text.includes('`') || text.includes(' of ') ? text : `\`${text}\``;
}

function testText(proof: TestTitle | null): string {
  return proof === null ? '' : `${proof.file}: ${proof.title}`;
}

/** Columns without a cell are left out. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = header.map((_, i) => rows.some((row) => row[i] !== ''));
  const line = (cells: readonly string[]): string =>
    `| ${cells
      .filter((_, i) => used[i])
      .map((cell) => cell.replaceAll('|', String.raw`\|`))
      .join(' | ')} |`;
  const rule = `|${' --- |'.repeat(used.filter(Boolean).length)}`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}
