import type { Feature, FeatureState } from './features.js';

const HEADER = [
  'feature',
  'Spring Data Aerospike 6.1',
  'java-object-mapper 2.7',
  'TypeORM 1.1',
  'MikroORM 7.1',
  'Mongoose 9.9',
  'redis-om 0.4',
  '**Aeroform**',
  'state',
];

const INTRO = `What six mappers offer, and what it is here. A test reads this page: it fails when a test that is named
below does not exist. Cells of the others say what their documents and sources say, in few words; **–** is nothing.

State: **there** is proven by the tests named below the table; **partly** and **none** say what is missing;
**open** is said to be here, and no test proves it yet.`;

/** The page as text. */
export function renderFeatures(sections: ReadonlyMap<string, readonly Feature[]>): string {
  const all = [...sections.values()].flat();
  return [
    '# Features',
    '<!-- Written by `npm run docs:orm` from docs/orm/features and the tests. Do not edit. -->',
    INTRO,
    counts(all),
    ...[...sections].flatMap(([title, rows]) => [`## ${title}`, table(rows), proofs(rows)]),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function counts(rows: readonly Feature[]): string {
  const of = (state: FeatureState): number => rows.filter((row) => row.state === state).length;
  const states: readonly FeatureState[] = ['there', 'partly', 'none', 'open'];
  return `${rows.length} rows: ${states.map((state) => `${of(state)} ${state}`).join(', ')}.`;
}

function table(rows: readonly Feature[]): string {
  const lines = rows.map(({ feature, anchors, ours, state, missing = '' }) => {
    const shown = missing === '' ? state : `${state}: ${missing}`;
    return line([feature, ...anchors, ours, shown]);
  });
  return [line(HEADER), `|${' --- |'.repeat(HEADER.length)}`, ...lines].join('\n');
}

/** The tests of each row, below the folder of the tests of a part. */
function proofs(rows: readonly Feature[]): string {
  const proven = rows.filter(({ tests }) => tests.length > 0);
  const lines = proven.flatMap(({ feature, tests }) =>
    tests.map((test, i) => line([i === 0 ? feature : '', test])),
  );
  return [line(['feature', 'proven by']), '| --- | --- |', ...lines].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}
