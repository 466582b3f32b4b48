// Runtimes that are not installed with the workspace.
import { run } from '../../scripts/check/run.mjs';

/** What starts a program in each: Deno may do only what the client needs. */
const RUNTIMES = {
  Bun: { command: 'bun', variable: 'AEROFORM_BUN', args: [] },
  Deno: {
    command: 'deno',
    variable: 'AEROFORM_DENO',
    args: ['run', '--no-prompt', '--allow-net', '--allow-env', '--allow-read'],
  },
};

/** @returns {Promise<{ found: { name: string, file: string, args: string[] }[], missing: string[] }>} */
export async function findRuntimes() {
  const found = [];
  const missing = [];
  for (const [name, { command, variable, args }] of Object.entries(RUNTIMES)) {
    const file = process.env[variable] ?? command;
    const { ok, stdout, output } = await run(file, ['--version']);
    if (ok) found.push({ name: describe(name, stdout), file, args });
    else if (process.env[variable] === undefined) {
      missing.push(`${name} left out: no ${command} in PATH, and ${variable} names none`);
    } else throw new Error(`${variable}=${file} does not start: ${output}`);
  }
  return { found, missing };
}

function describe(name, version) {
  return `${name} ${/\d+\.\d+\.\d+/.exec(version)?.[0] ?? version.trim()}`;
}
