import type { FunctionTime } from './sample-functions.js';

/** Time of the kernel, whoever called it. */
export const KERNEL = 'kernel: writes, reads, waits for events';
/** Time outside of JavaScript which no function stands for. */
export const NATIVE = 'native code outside of JavaScript: Node, libuv, addon';
export const BUILT_IN = 'built-in functions of V8 and Node';

/** Areas by the places of scripts; the first that fits. */
const PLACES: readonly (readonly [place: RegExp, area: string])[] = [
  [/\/packages\/(\w+)\/(?:src|dist\/\w+)\/(.+)\/[^/]+$/, '$1: $2'],
  [/\/packages\/(\w+)\/(?:src|dist\/\w+)\/[^/]+$/, '$1'],
  [/\/test\/bench\//, 'benchmark'],
  [/\/node_modules\/aerospike\//, 'official client: JavaScript'],
  [/\/node_modules\//, 'other packages'],
  [/^node:/, 'Node: JavaScript'],
  [/^wasm:/, 'protocol: key, in WebAssembly'],
];

/** Native functions, and what the profiler calls in parentheses, by their names. */
const NATIVE_NAMES: readonly (readonly [name: RegExp, area: string | undefined])[] = [
  [/^\(garbage collector\)$/, 'collector'],
  [/^\(program\)$/, NATIVE],
  // It says so also while libuv reads from sockets.
  [/^\((?:idle|root)\)$/, undefined],
  // Methods of sockets: nearly all of their time is the kernel's, or waiting for a core.
  [/^write/, undefined],
  // The class of the addon.
  [/^AerospikeClient$/, undefined],
];

/**
 * What a function belongs to. Undefined if its time is not that of a part of the program: it may be the
 * kernel's, or nobody's.
 */
export function areaOf({ name, url }: FunctionTime): string | undefined {
  if (url === '') {
    const row = NATIVE_NAMES.find(([pattern]) => pattern.test(name));
    return row === undefined ? BUILT_IN : row[1];
  }
  for (const [place, area] of PLACES) {
    const found = place.exec(url);
    if (found !== null) return area.replaceAll(/\$(\d)/g, (_, i: string) => found[Number(i)] ?? '');
  }
  return 'other scripts';
}
