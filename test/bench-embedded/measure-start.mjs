// How long a start takes: in this process, and as a command until it says that it is ready.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { COMMAND, LIBRARY } from './embedded-process.mjs';
import { median } from './median.mjs';

const TIMES = 9;

const IN_PROCESS = `
  const before = performance.now();
  const { EmbeddedServer } = require(${JSON.stringify(LIBRARY)});
  const loaded = performance.now();
  EmbeddedServer.start().then(async (server) => {
    const first = performance.now();
    await server.stop();
    const stopped = performance.now();
    const again = await EmbeddedServer.start();
    const second = performance.now();
    await again.stop();
    console.log(JSON.stringify([loaded - before, first - loaded, second - stopped]));
  });`;

/** @returns milliseconds, each the median of several processes. */
export async function measureStart() {
  const inProcess = [];
  const command = [];
  for (let i = 0; i < TIMES; i++) {
    inProcess.push(JSON.parse(await firstLine([], ['--eval', IN_PROCESS])));
    const started = performance.now();
    await firstLine([COMMAND, '--port', '0'], []);
    command.push(performance.now() - started);
  }
  const [load, start, again] = [0, 1, 2].map((i) => median(inProcess.map((times) => times[i])));
  return { load, start, again, command: median(command) };
}

/** Starts Node and returns its first line of output; then ends it. */
async function firstLine(script, flags) {
  const child = spawn(process.execPath, [...flags, ...script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [chunk] = await once(child.stdout.setEncoding('utf8'), 'data');
  child.kill('SIGTERM');
  await ended;
  return chunk;
}
