import type { AerospikeClient } from '@aeroform/core';
import { type ActualSindex, askBuilding, listActual } from './actual-sindex.js';
import type { DeclaredSindex } from './declared-sindex.js';
import { diffSindexes, type IndexDiff, matchSindexes, type SindexMatch } from './sindex-diff.js';

/** The declared indexes next to those of the server. */
export interface SindexSurvey {
  readonly matches: readonly SindexMatch[];
  /** All indexes of the namespaces of declared ones. */
  readonly actual: readonly ActualSindex[];
  readonly diff: IndexDiff;
}

/** Asks all nodes for what became of the declared indexes. */
export async function surveySindexes(
  client: AerospikeClient,
  declared: readonly DeclaredSindex[],
  signal: AbortSignal | undefined,
): Promise<SindexSurvey> {
  const namespaces = [...new Set(declared.map(({ namespace }) => namespace))];
  const lists = namespaces.map((namespace) => listActual(client, namespace, signal));
  const actual = (await Promise.all(lists)).flat();
  const matches = matchSindexes(declared, actual);
  const present = matches.flatMap(({ actual: found, state }) =>
    found === null || state === 'taken' ? [] : [found],
  );
  const asked = await Promise.all(present.map((sindex) => askBuilding(client, sindex, signal)));
  const building = asked.filter((each) => each !== null);
  return { matches, actual, diff: diffSindexes(matches, actual, building) };
}
