import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../examples/readme';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the example of the README', () => {
  it('is the program that the tests compile and run', () => {
    const [, code] = /```ts\n(.*?)```/s.exec(read('README.md')) ?? [];
    expect(code).toBe(read('docs/examples/readme.ts'));
  });

  it('does what it says', async () => {
    expect(await main()).toEqual(['Ada, 38, version 3']);
  });
});
