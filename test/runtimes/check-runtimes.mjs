// Smoke tests: one program in all ways in which applications run the packages.
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTarballs, link } from '../../scripts/check/install-tarballs.mjs';
import { inParallel, run } from '../../scripts/check/run.mjs';
import { check } from '../../scripts/check/stages.mjs';
import { bundleWithEsbuild, bundleWithWebpack } from './bundle.mjs';
import { checkNativeCode } from './native-code.mjs';
import { startServers } from './start-servers.mjs';
import { checkWireImports } from './wire-imports.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const NODE = { name: `Node ${process.versions.node}`, file: process.execPath, args: [] };
const LIMIT_MS = 120_000;

const PROGRAMS = {
  'an ES module': 'import.mjs',
  'a CommonJS module': 'require.cjs',
  'worker threads': 'worker.mjs',
};

const BUNDLES = [
  { title: 'an ES module bundled by esbuild', entry: 'import.mjs', bundle: bundleWithEsbuild },
  {
    title: 'a CommonJS module bundled by esbuild',
    entry: 'require.cjs',
    bundle: bundleWithEsbuild,
  },
  { title: 'an ES module bundled by webpack', entry: 'import.mjs', bundle: bundleWithWebpack },
  {
    title: 'a CommonJS module bundled by webpack',
    entry: 'require.cjs',
    bundle: bundleWithWebpack,
  },
];

/**
 * Runs the program in Node.js, and as modules and in worker threads in the other runtimes.
 *
 * @param directory for what is installed and bundled
 * @param tarballs the packed packages by name
 * @param runtimes others than this Node.js
 */
export async function checkRuntimes(directory, tarballs, runtimes = []) {
  const app = path.join(directory, 'runtimes');
  cpSync(path.join(here, 'program'), app, { recursive: true });
  // Deno loads only what an application declares.
  const dependencies = { '@aeroform/core': '*', '@aeroform/orm': '*' };
  writeFileSync(path.join(app, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await installTarballs(app, ['orm'], tarballs, { optionalPeers: false });
  const servers = await startServers();
  let count = 0;
  // Each run has its own sets; few, as a real server never forgets the name of one.
  const smoke = ({ file, args }, program) => {
    const env = {
      ...process.env,
      AEROFORM_SMOKE_SERVERS: JSON.stringify(servers.found),
      AEROFORM_SMOKE_NAME: String(count++),
    };
    const cwd = path.dirname(program);
    return run(file, [...args, program], { cwd, env, timeout: LIMIT_MS });
  };
  try {
    const loads = [NODE, ...runtimes].flatMap((runtime) =>
      Object.entries(PROGRAMS).map(([title, program]) => async () => {
        return check(`${runtime.name}: ${title}`, await smoke(runtime, path.join(app, program)));
      }),
    );
    const bundles = BUNDLES.map(({ title, entry, bundle }, i) => async () => {
      const { ok, output, file } = await bundle(app, entry, path.join(directory, `bundle-${i}`));
      return check(`${NODE.name}: ${title}`, ok ? await smoke(NODE, file) : { ok, output });
    });
    const sources = [() => checkNativeCode(app), () => checkWireImports(app)];
    const checks = await inParallel([...sources, ...loads]);
    // From here on it is as if somebody had installed the official client.
    link('aerospike', here, app);
    return [...checks, ...(await inParallel(bundles))];
  } finally {
    servers.stop();
  }
}
