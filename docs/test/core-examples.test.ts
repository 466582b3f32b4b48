import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedServer, type EmbeddedServerOptions } from '@aeroform/embedded';
import type { Host } from '@aeroform/core';

/** A program of the pages: what it returns, and the server it needs. */
interface Example {
  main(hosts: readonly Host[]): Promise<unknown>;
  readonly expected: unknown;
  readonly server?: EmbeddedServerOptions;
}

const FOLDER = path.join(__dirname, '../examples/core');
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => path.basename(file, '.ts'));

describe('the programs of docs/core', () => {
  it.each(names)('%s does what it says', async (name) => {
    const { main, expected, server } = (await import(path.join(FOLDER, name))) as Example;
    await using embedded = await EmbeddedServer.start(server ?? {});
    expect(await main(embedded.hosts)).toEqual(expected);
  });

  it('do what the program for npm aerospike does', async () => {
    const { expected } = (await import(path.join(FOLDER, 'migrate'))) as Example;
    await using embedded = await EmbeddedServer.start();
    const [{ addr, port }] = embedded.hosts as [{ addr: string; port: number }];
    const args = [path.join(FOLDER, 'migrate-before.cjs'), `${addr}:${port}`];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(JSON.parse(stdout)).toEqual(expected);
  });
});
