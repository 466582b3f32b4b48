import path from 'node:path';
import { readTests, testTitled, type Tests } from '../../core/parity/read-tests.js';
import type { FeatureRow } from './feature-row.js';
import { lifecycleRows } from './lifecycle-rows.js';
import { mappingRows } from './mapping-rows.js';
import { platformRows } from './platform-rows.js';
import { queryRows } from './query-rows.js';

/** The generated page. */
export const FEATURES_PAGE: string = path.join(__dirname, '../features.md');

/**
 * `there`: all of it, proven by tests. `partly`: what is missing stands beside it. `none`: nothing, and
 * the reason stands beside it. `open`: said to be here, but no test proves it.
 */
export type FeatureState = 'there' | 'partly' | 'none' | 'open';

/** A row with what the tests say of it. */
export interface Feature extends FeatureRow {
  readonly state: FeatureState;
  /** Tests that are named and do not exist. */
  readonly unknownTests: readonly string[];
}

/** The rows of the table by section. */
export const featureRows: ReadonlyMap<string, readonly FeatureRow[]> = new Map([
  ['Mapping', mappingRows],
  ['Identity, concurrency, lifecycle', lifecycleRows],
  ['Repositories and queries', queryRows],
  ['Platform', platformRows],
]);

/** Where the tests of each part are. */
const FOLDERS: Readonly<Record<string, string>> = {
  orm: 'packages/orm/test',
  nestjs: 'packages/nestjs/test',
  embedded: 'packages/embedded/test',
  docs: 'docs/test',
  'nest-app': 'examples/nest-app/test',
};
const TEST = /^([\w-]+)\/(.+?\.test\.ts): (.+)$/s;
const ROOT = path.join(__dirname, '../../..');

/** Compares the rows with the tests there are. */
export function readFeatures(): ReadonlyMap<string, readonly Feature[]> {
  const tests = new Map<string, Tests>();
  const sections = [...featureRows].map(([section, rows]) => {
    return [section, rows.map((row) => withState(row, tests))] as const;
  });
  return new Map(sections);
}

function withState(row: FeatureRow, known: Map<string, Tests>): Feature {
  const unknownTests = row.tests.filter((test) => !exists(test, known));
  return { ...row, unknownTests, state: stateOf(row, unknownTests.length) };
}

function stateOf({ ours, missing = '', tests }: FeatureRow, unknown: number): FeatureState {
  if (ours === '–') return 'none';
  if (tests.length === 0 || unknown > 0) return 'open';
  return missing === '' ? 'there' : 'partly';
}

/** @param test `part/path/of/file.test.ts: title` */
function exists(test: string, known: Map<string, Tests>): boolean {
  const [, part = '', file = '', title = ''] = TEST.exec(test) ?? [];
  const folder = FOLDERS[part];
  if (folder === undefined) return false;
  const all = known.get(part) ?? readTests(path.join(ROOT, folder));
  known.set(part, all);
  const titles = all.titles.filter((each) => each.file === file);
  return testTitled({ ...all, titles }, title) !== null;
}
