// The embedded server as its users start it: as built, in a process of its own.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const embedded = fileURLToPath(new URL('../../packages/embedded', import.meta.url));
const STOP_LIMIT_MS = 5000;

/** What is run for each edition: the Enterprise Edition needs users and namespaces with options. */
const SCRIPTS = {
  community: [`${embedded}/bin/aeroform-embedded.js`, '--port', '0', '--namespace', 'test'],
  enterprise: [
    fileURLToPath(new URL('enterprise-server.cjs', import.meta.url)),
    `${embedded}/dist/cjs/index.js`,
  ],
};

/**
 * @param {'community' | 'enterprise'} edition
 * @returns {Promise<{ address: { host: string, port: number }, stop: () => Promise<void> }>}
 */
export async function startEmbedded(edition) {
  if (!existsSync(`${embedded}/dist/cjs/cli/main.js`)) {
    throw new Error('packages/embedded is not built; run `npm run build` first.');
  }
  const child = spawn(process.execPath, SCRIPTS[edition], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGTERM'));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  };
  return { address: await readAddress(child, ended), stop };
}

async function readAddress(child, ended) {
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    new Promise((resolve) => lines.once('line', resolve)),
    ended.then((code) => {
      throw new Error(`The embedded server ended with ${code} before it was ready.`);
    }),
  ]);
  const match = /^ready (?<host>.+):(?<port>\d+)$/.exec(line);
  if (match === null) throw new Error(`The embedded server said "${line}" instead of its address.`);
  return { host: match.groups.host, port: Number(match.groups.port) };
}
