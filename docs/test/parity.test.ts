import { existsSync, readFileSync } from 'node:fs';
import { PAGE, readParity } from '../core/parity/parity.js';
import { allRows, type Parity, renderPage } from '../core/parity/render-page.js';
import type { Row } from '../core/parity/row.js';

describe('the parity page', () => {
  let parity: Parity;
  let rows: readonly Row[];
  beforeAll(async () => {
    parity = await readParity();
    rows = allRows(parity);
  });

  it('is the one that `npm run docs:core` writes', () => {
    const written = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
    if (written !== renderPage(parity)) {
      throw new Error('docs/core/parity.md is stale: run `npm run docs:core`.');
    }
  });

  it('has no row open: every name exists, and a test uses it', () => {
    const open = rows.filter(({ state }) => state === 'open');
    expect(open.map(({ theirs, ours, proof }) => ({ theirs, ours, proof }))).toEqual([]);
  });

  it('tells why where something differs', () => {
    const silent = rows.filter(
      ({ state, note }) => (state === 'other' || state === 'not needed') && note === '',
    );
    expect(silent.map(({ theirs, ours }) => `${theirs}: ${ours}`)).toEqual([]);
  });

  it('has every name of aerospike-py', () => {
    const count = (section: string): number => parity.aerospikePy.get(section)?.length ?? 0;
    expect(count('Client')).toBe(51);
    expect(count('Operations')).toBe(86);
    expect(count('Expressions')).toBe(72);
    expect(count('Constants')).toBe(171);
    expect(count('Exceptions')).toBe(25);
  });
});
