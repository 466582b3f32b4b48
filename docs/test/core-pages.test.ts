import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createClient } from '@aeroform/core';
import { looseBlocks } from '../core/pages/code-blocks.js';
import { readPages, refresh, type WrittenPage } from '../core/pages/pages.js';

const pages = readPages();
const byName = pages.map((page) => [path.basename(page.path), page] as const);
const INDEX = path.join(__dirname, '../README.md');

describe('the pages of docs/core', () => {
  it.each(byName)('%s shows the code that is run, and the tables of today', (_name, page) => {
    if (refresh(page) !== page.text) {
      throw new Error(`${page.path} is stale: run \`npm run docs:core\`.`);
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
    const text = readFileSync(INDEX, 'utf8');
    const forgotten = pages.filter((page) => !text.includes(`(core/${path.basename(page.path)})`));
    expect(forgotten.map((page) => page.path)).toEqual([]);
  });

  it('have every key of the configuration', () => {
    const { text } = pages.find((page) => page.path.endsWith('connecting.md')) as WrittenPage;
    const [, table = ''] = /(\| key \| default .*?)\n\n/s.exec(text) ?? [];
    const first = table
      .split('\n')
      .slice(2)
      .map((line) => line.split('|')[1] ?? '');
    const shown = first.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, key]) => key));
    expect(new Set(shown)).toEqual(new Set(configurationKeys()));
  });
});

/** The client lists its keys when it refuses one. */
function configurationKeys(): string[] {
  try {
    createClient({ hosts: 'localhost', unknown: 1 } as never);
  } catch (error) {
    return (error as Error).message.split('there are ')[1]?.split(', ') ?? [];
  }
  return [];
}
