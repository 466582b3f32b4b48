import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedServer } from '@aeroform/embedded';
import { pem } from '../support/certificate.js';

const SCRIPT = path.join(__dirname, '../support/handles-main.ts');
const RUNNER = path.join(__dirname, '../../../../scripts/run-source.cjs');

async function openAfter(scene: string, config: object): Promise<unknown> {
  const args = [RUNNER, SCRIPT, scene, JSON.stringify(config)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 30_000 });
  return JSON.parse(stdout);
}

describe('a process whose client is closed', () => {
  let server: EmbeddedServer;
  const tls = { ca: pem('ca.crt') };
  const login = { user: 'admin', password: 'admin' };
  beforeAll(async () => {
    server = await EmbeddedServer.start({
      edition: 'enterprise',
      security: {
        users: [
          { name: 'admin', password: 'admin', roles: ['read-write', 'user-admin', 'sindex-admin'] },
        ],
      },
      namespaces: [{ name: 'test', strongConsistency: true }],
      tls: { cert: pem('server.crt'), key: pem('server.key') },
    });
  });
  afterAll(() => server.stop());

  it.each([
    ['used it', 'use', { ...login, minConnsPerNode: 4, maxConcurrentOperations: 2 }],
    ['used it encrypted', 'use', { ...login, tls }],
    ['left it in the middle of everything', 'leave', login],
    ['served its metrics', 'metrics', login],
    ['was refused', 'refused', { user: 'admin', password: 'falsch' }],
    ['gave up connecting', 'abort', login],
  ])('and that %s has nothing open, and ends', async (_name, scene, config) => {
    const hosts = 'tls' in config ? server.tlsHosts : server.hosts;
    expect(await openAfter(scene, { hosts, ...config })).toEqual([]);
  });
});
