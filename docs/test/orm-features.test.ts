import { existsSync, readFileSync } from 'node:fs';
import { type Feature, FEATURES_PAGE, readFeatures } from '../orm/features/features.js';
import { renderFeatures } from '../orm/features/render-features.js';

describe('the table of features', () => {
  let sections: ReadonlyMap<string, readonly Feature[]>;
  let rows: readonly Feature[];
  beforeAll(() => {
    sections = readFeatures();
    rows = [...sections.values()].flat();
  });

  it('is the one that `npm run docs:orm` writes', () => {
    const written = existsSync(FEATURES_PAGE) ? readFileSync(FEATURES_PAGE, 'utf8') : '';
    if (written !== renderFeatures(sections)) {
      throw new Error('docs/orm/features.md is stale: run `npm run docs:orm`.');
    }
  });

  it('names only tests that exist', () => {
    const unknown = rows.flatMap(({ feature, unknownTests }) =>
      unknownTests.map((test) => `${feature}: ${test}`),
    );
    expect(unknown).toEqual([]);
  });

  it('tells what is missing where something is', () => {
    const silent = rows.filter(({ ours, missing }) => ours === '–' && missing === undefined);
    expect(silent.map(({ feature }) => feature)).toEqual([]);
  });

  it('has every feature that was compared', () => {
    const counts = [...sections].map(([section, { length }]) => [section, length]);
    expect(counts).toEqual([
      ['Mapping', 18],
      ['Identity, concurrency, lifecycle', 13],
      ['Repositories and queries', 18],
      ['Platform', 8],
    ]);
    const names = rows.map(({ feature }) => feature);
    expect(new Set(names).size).toBe(names.length);
  });
});
