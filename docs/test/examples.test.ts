import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedServer, type EmbeddedServerOptions } from '@aeroform/embedded';
import type { Host } from '@aeroform/core';
import { AREAS } from '../pages/pages.js';

/** A program of the pages: what it returns, and the server it needs. */
interface Example {
  main(hosts: readonly Host[]): Promise<unknown>;
  readonly expected: unknown;
  readonly server?: EmbeddedServerOptions;
}

/** Expired records go, as with a server that is to keep them. */
const DEFAULT_SERVER = { namespaces: [{ name: 'test', nsupPeriod: 120 }] };
const EXAMPLES = path.join(__dirname, '../examples');
const programs = AREAS.flatMap((area) =>
  readdirSync(path.join(EXAMPLES, area))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${area}/${path.basename(file, '.ts')}`),
);

describe('the programs of the pages', () => {
  it.each(programs)('%s does what it says', async (program) => {
    const { main, expected, server } = (await import(path.join(EXAMPLES, program))) as Example;
    await using embedded = await EmbeddedServer.start(server ?? DEFAULT_SERVER);
    expect(await main(embedded.hosts)).toEqual(expected);
  });
});

it('The program for npm aerospike does what the one it became does', async () => {
  const { expected } = (await import(path.join(EXAMPLES, 'core/migrate'))) as Example;
  await using embedded = await EmbeddedServer.start();
  const [{ addr, port }] = embedded.hosts as [{ addr: string; port: number }];
  const args = [path.join(EXAMPLES, 'core/migrate-before.cjs'), `${addr}:${port}`];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(JSON.parse(stdout)).toEqual(expected);
});
