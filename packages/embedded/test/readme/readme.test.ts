import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { main as clock } from './examples/clock';
import { main as cluster } from './examples/cluster';
import { main as enterprise } from './examples/enterprise';
import { main as faults } from './examples/faults';
import { main as firstSteps } from './examples/first-steps';
import { main as snapshots } from './examples/snapshots';

const README = readFileSync(path.join(__dirname, '../../README.md'), 'utf8');

/** The examples as users write them. */
function example(file: string): string {
  return readFileSync(path.join(__dirname, file), 'utf8')
    .replaceAll(/'(?:\.\.\/)+src\/testing\/index'/g, "'@aeroform/embedded/testing'")
    .replaceAll(/'(?:\.\.\/)+src\/index'/g, "'@aeroform/embedded'")
    .replaceAll(
      /import \{ Aerospike \} from '(?:\.\.\/)+support\/raw-aerospike';/g,
      "import Aerospike from 'aerospike';",
    );
}

const files = readdirSync(path.join(__dirname, 'examples')).map((file) => `examples/${file}`);

test('The code in the README is what is compiled and run here', () => {
  const blocks = [...README.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);
  expect(new Set(blocks)).toEqual(new Set([...files, 'users.test.ts'].map(example)));
});

test.each([
  ['the first steps', firstSteps, { name: 'Ada', age: 36 }],
  ['time', clock, 0],
  ['faults', faults, [14, true, { n: 2 }]],
  ['snapshots', snapshots, [0, 1]],
  ['clusters', cluster, [3, ['running', 'stopped', 'cut off'], 4]],
  ['the Enterprise Edition', enterprise, 81],
])('The example of %s does what it says', async (_, main, expected) => {
  expect(await main()).toEqual(expected);
});

/** Options by their names, as the tables of the README list them. */
function optionsInReadme(heading: string): string[] {
  const [, section = ''] = README.split(`## ${heading}\n`);
  const [table = ''] = section.split('\n## ');
  return [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name as string);
}

/** The names of an interface's members. */
function members(file: string, name: string): string[] {
  const source = readFileSync(path.join(__dirname, '../../src', file), 'utf8');
  const [, body = ''] =
    new RegExp(`export interface ${name}[^{]*\\{\\n(.*?)\\n\\}`, 's').exec(source) ?? [];
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, member]) => member as string);
}

test('The README lists every option', () => {
  expect(optionsInReadme('Options')).toEqual([
    ...members('server/server-options.ts', 'EmbeddedServerOptions'),
    ...members('storage/namespace-options.ts', 'NamespaceOptions').filter(
      (each) => each !== 'name',
    ),
  ]);
});
