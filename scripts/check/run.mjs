// Running programs and collecting what they say.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Ends with `{ok, output, stdout}`; never throws because of the program. */
export function run(command, args, options = {}) {
  const settings = { cwd: root, maxBuffer: 256 * 1024 * 1024, ...options };
  return new Promise((resolve) => {
    execFile(command, args, settings, (error, stdout, stderr) => {
      const reason = error && typeof error.code !== 'number' ? `${error.message}\n` : '';
      resolve({ ok: !error, output: `${stdout}${stderr}${reason}`, stdout });
    });
  });
}

/** A script that an installed package offers as a command. */
export function binary(packageName, name = packageName) {
  const places = ['scripts/node_modules', 'node_modules'].map((at) =>
    path.join(root, at, packageName),
  );
  const directory = places.find((place) => existsSync(path.join(place, 'package.json')));
  if (directory === undefined) throw new Error(`${packageName} is not installed.`);
  const { bin } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
  return path.join(directory, typeof bin === 'string' ? bin : bin[name]);
}

export function node(args, options) {
  return run(process.execPath, args, options);
}

/** The versions of TypeScript that the published types must compile under. */
export const compilers = { 5.9: 'typescript', '6.0': 'typescript-6', '7.0': 'typescript-7' };

/** TypeScript 7 builds and checks the sources: same output as 5.9, a fifth of the time. */
export function compile(directory, project, compiler = 'typescript-7') {
  return node([binary(compiler, 'tsc'), '-p', project], { cwd: directory });
}

/** Runs jobs, two at a time (the machine of reference has two cores); keeps their order. */
export async function inParallel(jobs, width = 2) {
  const results = [];
  const queue = jobs.entries();
  const worker = async () => {
    for (const [index, job] of queue) results[index] = await job();
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
