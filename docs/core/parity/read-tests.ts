import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readSource, type TestTitle, type Use } from './test-source.js';

const CORE_TESTS = path.join(__dirname, '../../../packages/core/test');

/** What tests name, by name, and all their titles. */
export interface Tests {
  readonly uses: ReadonlyMap<string, readonly Use[]>;
  readonly titles: readonly TestTitle[];
}

/** Reads all tests of a folder. Default: those of core. */
export function readTests(folder: string = CORE_TESTS): Tests {
  const uses = new Map<string, Use[]>();
  const titles: TestTitle[] = [];
  for (const file of testFiles(folder)) {
    const source = readSource(file, readFileSync(path.join(folder, file), 'utf8'));
    titles.push(...source.titles);
    for (const use of source.uses) {
      const list = uses.get(use.name) ?? [];
      list.push(use);
      uses.set(use.name, list);
    }
  }
  return { uses, titles };
}

function testFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.test.ts'))
    .toSorted();
}

/**
 * The test to show for a name: one whose title has the name comes first, then one that runs against a
 * server, then one that names it in its own body.
 */
export function testThatNames(
  { uses }: Tests,
  name: string,
  fits: (use: Use) => boolean,
): TestTitle | null {
  let best: Use | null = null;
  for (const use of uses.get(name) ?? []) {
    if (fits(use) && (best === null || rank(use) > rank(best))) best = use;
  }
  return best?.test ?? null;
}

function rank({ name, direct, test: { file, title } }: Use): number {
  const titled = title.toLowerCase().includes(name.toLowerCase()) ? 4 : 0;
  return titled + (file.startsWith('integration/') ? 2 : 0) + (direct ? 1 : 0);
}

/** The test with a title, or with a title that ends so. */
export function testTitled({ titles }: Tests, title: string): TestTitle | null {
  const isIt = (test: TestTitle): boolean =>
    test.title === title || test.title.endsWith(` › ${title}`);
  return titles.find(isIt) ?? null;
}
