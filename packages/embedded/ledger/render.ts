import differentialLedger from '../../../test/differential/ledger.json';
import { DIFFERENCES } from './differences.js';
import type { Reason } from './difference.js';
import type { LedgerPage, LedgerTable } from './ledger.js';
import { markdownTable } from './markdown.js';
import type { State } from './notes.js';
import type { Row } from './row.js';

const GENERATED =
  '<!-- Generated from the tables of packages/embedded by `npm run docs:embedded`. Do not edit. -->';

const STATES: Record<State, string> = {
  same: 'as Community Edition 8.1.2',
  partial: 'not in every respect: the numbers in brackets say in which',
  enterprise:
    "only with `edition: 'enterprise'`; otherwise refused as the Community Edition refuses it",
  refused: 'refused, although the real server has it',
  'on demand': 'the server never answers it by itself, a fault rule makes it',
  unused: 'no client sends it, or the server does not look at it',
};

const REASONS: Record<Reason, string> = {
  choice: 'on purpose',
  limit: 'can’t be had',
  missing: 'not done yet',
};

/** The text of every page by its file name, the index included. */
export function renderPages(pages: readonly LedgerPage[]): Map<string, string> {
  return new Map([
    ['README.md', renderIndex(pages)],
    ...pages.map((page) => [page.file, renderPage(page)] as const),
    ['differences.md', renderDifferences()],
  ]);
}

function renderIndex(pages: readonly LedgerPage[]): string {
  const states = Object.keys(STATES) as State[];
  const counts = pages.map(({ file, title, tables }) => {
    const rows = tables.flatMap((table) => table.rows);
    const count = (state: State): string =>
      String(rows.filter((row) => row.state === state).length || '');
    return [`[${title}](${file})`, String(rows.length), ...states.map(count)];
  });
  return paragraphs([
    '# What embedded answers',
    GENERATED,
    'The behaviour ledger of `@aeroform/embedded`: everything that the protocol of Aerospike 8.1 has, ' +
      'and how embedded answers it next to a real Community Edition 8.1.2.',
    markdownTable(['page', 'rows', ...states], counts),
    `All ${DIFFERENCES.length} known differences, with their reasons: [differences](differences.md). ` +
      'How fast it is: [performance](performance.md).',
    'The states:',
    states.map((state) => `- **${state}**: ${STATES[state]}.`).join('\n'),
    'They are derived, not claimed. "Recorded" counts the exchanges recorded on the real server that ' +
      'use a row; `test/conformance` plays every one of them to embedded and compares the answers. ' +
      '"Codes" are the result codes in these answers. Where nothing was recorded, a test in ' +
      'packages/embedded covers the row, or the answer was compared with the real server’s.',
  ]);
}

function renderPage({ title, intro, tables }: LedgerPage): string {
  return paragraphs([
    `# ${title}`,
    GENERATED,
    intro,
    ...tables.flatMap((table) =>
      tables.length === 1 ? [renderTable(table)] : [`## ${table.title}`, renderTable(table)],
    ),
    'What the states mean is said in the [index](README.md); numbers in brackets are ' +
      '[differences](differences.md).',
  ]);
}

function renderTable({ rows, detail }: LedgerTable): string {
  const header = ['name', 'code', detail?.header ?? '', 'state', 'recorded', 'codes', 'remarks'];
  return markdownTable(
    header,
    rows.map((row) => [
      row.name,
      row.code === undefined ? '' : formatCode(row.code),
      row.code === undefined ? '' : (detail?.of(row.code) ?? ''),
      `${row.state}${row.differences.map((number) => ` [${number}]`).join('')}`,
      row.recorded === 0 ? '' : String(row.recorded),
      row.resultCodes.join(' '),
      remarks(row),
    ]),
  );
}

/** Numbers that are sets of bits, and 32-bit constants, are read more easily in hexadecimal. */
function formatCode(code: number): string {
  return code > 0xffff ? `0x${code.toString(16)}` : String(code);
}

function remarks({ remark, recorded, test }: Row): string {
  const shown = recorded === 0 && test !== undefined ? `\`${test}\`` : '';
  return [remark, shown].filter((part) => part !== '').join('; ');
}

function renderDifferences(): string {
  return paragraphs([
    '# Differences from the real server',
    GENERATED,
    'Every known one. What is not listed here and differs is a bug: please report it.',
    ...DIFFERENCES.flatMap((difference, i) => [
      `## ${i + 1}. ${difference.title}`,
      [
        `- Real server: ${difference.real}`,
        `- Embedded: ${difference.embedded}`,
        `- Why (${REASONS[difference.reason]}): ${difference.why}`,
        `- Evidence: ${difference.evidence}`,
        `- About: ${difference.about.map((subject) => `\`${subject}\``).join(', ') || 'all of it'}`,
      ].join('\n'),
    ]),
    '## In random programs',
    renderAvoided(),
  ]);
}

/** What the random programs of `test/differential` leave out, or accept as different. */
function renderAvoided(): string {
  const rows = differentialLedger.map(({ what, reason }) => `- ${what}: ${reason}.`);
  return [
    '`test/differential` runs random programs on both servers side by side. What it leaves out, mostly ' +
      'because it stops the real server, or accepts as different:',
    rows.join('\n'),
  ].join('\n\n');
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}
