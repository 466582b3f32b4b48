// What is in the workspace.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './run.mjs';

/** In the order in which they depend on each other. */
export const packages = ['protocol', 'core', 'orm', 'nestjs', 'embedded'];

export function packageDirectory(name) {
  return path.join(root, 'packages', name);
}

export function manifestOf(name) {
  return JSON.parse(readFileSync(path.join(packageDirectory(name), 'package.json'), 'utf8'));
}

/** The type tests of a package, as paths inside its `test/types`. */
export function typeTestFiles(name) {
  const directory = path.join(packageDirectory(name), 'test', 'types');
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true }).filter((file) => file.endsWith('.test-d.ts'));
}
