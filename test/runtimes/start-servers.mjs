import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SERVERS = fileURLToPath(new URL('servers.cjs', import.meta.url));

/** @returns {Promise<{ found: object, stop: () => void }>} what `main` of the program is told */
export async function startServers() {
  const child = fork(SERVERS);
  const [found] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The servers ended with ${code}; are the packages built (npm run build)?`);
    }),
  ]);
  return { found, stop: () => child.disconnect() };
}
