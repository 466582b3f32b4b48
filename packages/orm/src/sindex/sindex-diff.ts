import type { ActualSindex, BuildingIndex } from './actual-sindex.js';
import type { DeclaredSindex } from './declared-sindex.js';

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
  /**
   * On the server under another name. Queries use them all the same; `sync({ rename: true })` gives
   * them the declared name.
   */
  readonly renamed: readonly {
    /** The declared name. */
    readonly name: string;
    /** The name on the server. */
    readonly actual: string;
  }[];
  /** On the server, but not readable on all nodes yet. */
  readonly building: readonly BuildingIndex[];
}

/** A declared index, and the server's: the one on the same thing, else the one with its name. */
export interface SindexMatch {
  readonly declared: DeclaredSindex;
  readonly actual: ActualSindex | null;
  /**
   * `taken`: another index has the name. `renamed`: the same under another name; the names of indexes
   * of sets do not count, since there is one at most.
   */
  readonly state: 'present' | 'missing' | 'taken' | 'renamed';
}

/** Looks for the declared indexes among those of the server. */
export function matchSindexes(
  declared: readonly DeclaredSindex[],
  actual: readonly ActualSindex[],
): SindexMatch[] {
  const byDefinition = new Map(actual.map((sindex) => [sindex.definition, sindex]));
  const byName = new Map(actual.map((sindex) => [nameIn(sindex), sindex]));
  return declared.map((sindex) => {
    const sameName = byName.get(nameIn(sindex));
    const same = byDefinition.get(sindex.definition);
    const isSame = same !== undefined && (same.name === sindex.name || sindex.kind === 'set');
    if (isSame) return { declared: sindex, actual: same, state: 'present' };
    if (sameName !== undefined) return { declared: sindex, actual: sameName, state: 'taken' };
    if (same !== undefined) return { declared: sindex, actual: same, state: 'renamed' };
    return { declared: sindex, actual: null, state: 'missing' };
  });
}

/** Compares declared indexes with those that the server lists. */
export function diffSindexes(
  matches: readonly SindexMatch[],
  actual: readonly ActualSindex[],
  building: readonly BuildingIndex[],
): IndexDiff {
  return {
    create: matches.filter(({ state }) => state === 'missing').map(({ declared }) => declared.name),
    drop: surplus(matches, actual).map(({ name }) => name),
    mismatched: matches.flatMap(({ declared, actual: found, state }) =>
      state === 'taken' && found !== null
        ? [{ name: declared.name, declared: declared.definition, actual: found.definition }]
        : [],
    ),
    renamed: matches.flatMap(({ declared, actual: found, state }) =>
      state === 'renamed' && found !== null ? [{ name: declared.name, actual: found.name }] : [],
    ),
    building,
  };
}

/** The indexes on the sets of declared ones that nobody declares. */
export function surplus(
  matches: readonly SindexMatch[],
  actual: readonly ActualSindex[],
): ActualSindex[] {
  const sets = new Set(matches.map(({ declared }) => setIn(declared)));
  const wanted = new Set(matches.flatMap((match) => (match.actual === null ? [] : [match.actual])));
  return actual.filter((sindex) => !wanted.has(sindex) && sets.has(setIn(sindex)));
}

function nameIn({ namespace, name }: Pick<ActualSindex, 'namespace' | 'name'>): string {
  return `${namespace}\0${name}`;
}

function setIn({ namespace, set }: Pick<ActualSindex, 'namespace' | 'set'>): string {
  return `${namespace}\0${set}`;
}
