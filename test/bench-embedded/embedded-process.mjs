// The embedded server as its users start it: the built command, in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const embedded = fileURLToPath(new URL('../../packages/embedded', import.meta.url));

export const COMMAND = `${embedded}/bin/aeroform-embedded.js`;
export const LIBRARY = `${embedded}/dist/cjs/index.js`;

/** @returns {Promise<{ address: { host: string, port: number }, pid: number, stop: () => Promise<void> }>} */
export async function startEmbeddedProcess({ profile = false } = {}) {
  if (!existsSync(LIBRARY)) throw new Error('packages/embedded is not built; run `npm run build`.');
  const flags = profile ? ['--cpu-prof'] : [];
  const child = spawn(process.execPath, [...flags, COMMAND, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { host, port } = /^ready (?<host>.+):(?<port>\d+)$/.exec(line).groups;
  const ended = once(child, 'exit');
  let isStopped = false;
  // The client would wait for ever for a server that is gone.
  child.once('exit', (code, signal) => {
    if (isStopped) return;
    process.stderr.write(`The embedded server ended with ${code ?? signal}.\n`);
    process.exit(2);
  });
  const stop = async () => {
    isStopped = true;
    child.kill('SIGTERM');
    await ended;
  };
  return { address: { host, port: Number(port) }, pid: child.pid, stop };
}
