import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { looseBlocks } from '../pages/code-blocks.js';
import { AREAS, readPages, refresh } from '../pages/pages.js';

const DOCS = path.join(__dirname, '..');
const pages = AREAS.flatMap(readPages);
const byName = pages.map((page) => [path.relative(DOCS, page.path), page] as const);

describe('the pages', () => {
  it.each(byName)('%s shows the code that is run, and the tables of today', (_name, page) => {
    if (refresh(page) !== page.text) {
      throw new Error(`${page.path} is stale: run \`npm run docs:${page.area}\`.`);
    }
    expect(looseBlocks(page.text)).toEqual([]);
  });

  it.each(byName)('%s links only to what there is', (_name, { path: file, text }) => {
    const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)];
    const missing = targets.filter(([, target = '']) => {
      return !existsSync(path.join(path.dirname(file), target));
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  it('are all in the index', () => {
    const index = readFileSync(path.join(DOCS, 'README.md'), 'utf8');
    const forgotten = byName.filter(([name]) => !index.includes(`(${name})`));
    expect(forgotten.map(([name]) => name)).toEqual([]);
  });
});
