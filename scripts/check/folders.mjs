// Folders that stand side by side must not import each other: what imports whom has an order.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageDirectory, packages } from './workspace.mjs';

/** Pairs that belong together although they stand apart, and why. */
const EXCEPTIONS = {
  // Lists and maps hold particles, and particles can be lists and maps.
  protocol: [['msgpack', 'particle']],
  // `EmbeddedServer.startInWorker` starts a thread, in which an `EmbeddedServer` runs.
  embedded: [['server', 'worker']],
};

const IMPORT = /^(?:import|export)\s[^;]*?from\s+'(\.[^']+)'/gm;

/** A check for each package: whether its folders have an order. */
export function checkFolders() {
  return packages.map((name) => {
    const knots = findKnots(path.join(packageDirectory(name), 'src')).filter(
      ({ folders }) => !isException(name, folders),
    );
    return {
      name: `order of the folders of ${name}`,
      passed: knots.length === 0 ? 1 : 0,
      failed: knots.length === 0 ? 0 : 1,
      output: knots.map(describe).join('\n'),
    };
  });
}

function isException(name, folders) {
  return (EXCEPTIONS[name] ?? []).some((pair) => pair.join() === folders.join());
}

function describe({ folders, imports }) {
  return [`${folders.join(', ')} import each other:`, ...imports.map((each) => `  ${each}`)].join(
    '\n',
  );
}

/** Groups of sibling folders, on every level, that import each other directly or by way of others. */
function findKnots(source) {
  const levels = new Map();
  for (const file of listSources(source)) {
    for (const target of importsOf(source, file)) addEdge(levels, file, target);
  }
  return [...levels.values()].flatMap(knotsOf);
}

function listSources(source) {
  return readdirSync(source, { recursive: true }).filter((file) => file.endsWith('.ts'));
}

function importsOf(source, file) {
  const text = readFileSync(path.join(source, file), 'utf8');
  return [...text.matchAll(IMPORT)].map(([, to]) => path.join(path.dirname(file), to));
}

/** An import leads from a folder to another one below the deepest folder that holds both files. */
function addEdge(levels, file, target) {
  const from = file.split(path.sep);
  const to = target.split(path.sep);
  const depth = from.findIndex((part, i) => part !== to[i]);
  // Files beside folders, such as an index, are no part of the order.
  if (depth < 0 || depth >= from.length - 1 || depth >= to.length - 1) return;
  const level = from.slice(0, depth).join('/');
  if (!levels.has(level)) levels.set(level, new Map());
  const edges = levels.get(level);
  const [a, b] = [from[depth], to[depth]];
  if (!edges.has(a)) edges.set(a, new Map());
  const targets = edges.get(a);
  if (!targets.has(b)) targets.set(b, []);
  targets.get(b).push(`${file} → ${target}`);
}

function knotsOf(edges) {
  const reachable = new Map([...edges.keys()].map((folder) => [folder, reach(edges, folder)]));
  const knots = new Map();
  for (const [folder, others] of reachable) {
    if (!others.has(folder)) continue;
    const folders = [...others].filter((other) => reachable.get(other)?.has(folder));
    folders.sort((a, b) => (a < b ? -1 : 1));
    const imports = folders.flatMap((a) =>
      folders.flatMap((b) => edges.get(a)?.get(b)?.slice(0, 3) ?? []),
    );
    knots.set(folders.join(), { folders, imports });
  }
  return [...knots.values()];
}

function reach(edges, start) {
  const reached = new Set();
  const open = [start];
  while (open.length > 0) {
    for (const next of edges.get(open.pop())?.keys() ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  }
  return reached;
}
