import type { SindexInfo } from '@aeroform/core';
import type { DeclaredSindex } from './declared-sindex.js';
import { describeActual, describeDeclared } from './describe-sindex.js';

/** How the declared indexes differ from those of the server. */
export interface IndexDiff {
  /** Declared, but not on the server. */
  readonly create: readonly string[];
  /** On a declared set of the server, but not declared. Never dropped unless asked for. */
  readonly drop: readonly string[];
  /** On the server under the declared name, but of something else. */
  readonly mismatched: readonly {
    readonly name: string;
    readonly declared: string;
    readonly actual: string;
  }[];
  /** On the server, but not readable yet. */
  readonly building: readonly string[];
}

/** Compares declared indexes with those that the server lists. */
export function diffSindexes(
  declared: readonly DeclaredSindex[],
  actual: readonly SindexInfo[],
): IndexDiff {
  const byName = new Map(actual.map((sindex) => [sindex.name, sindex]));
  const wanted = new Set(declared.map(({ name }) => name));
  const sets = new Set(declared.map(({ namespace, set }) => `${namespace} ${set}`));
  const present = declared.flatMap((sindex) => {
    const found = byName.get(sindex.name);
    return found === undefined ? [] : [{ sindex, found }];
  });
  return {
    create: declared.filter(({ name }) => !byName.has(name)).map(({ name }) => name),
    drop: actual
      .filter(({ name, namespace, set }) => !wanted.has(name) && sets.has(`${namespace} ${set}`))
      .map(({ name }) => name),
    mismatched: present
      .map(({ sindex, found }) => ({
        name: sindex.name,
        declared: describeDeclared(sindex),
        actual: describeActual(found),
      }))
      .filter((pair) => pair.declared !== pair.actual),
    building: present.filter(({ found }) => found.state !== 'RW').map(({ found }) => found.name),
  };
}
