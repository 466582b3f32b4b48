import path from 'node:path';
import { readAerospikePy } from './aerospike-py-rows.js';
import { readContradictions, readMissingThere, readOfficialClient } from './capability-rows.js';
import { readSignatures } from './read-signatures.js';
import { readTests } from './read-tests.js';
import type { Parity } from './render-page.js';

/** The generated page. */
export const PAGE: string = path.join(__dirname, '../parity.md');

/** Compares the exports of core, its sources and its tests with what the other clients offer. */
export async function readParity(): Promise<Parity> {
  const tests = readTests();
  return {
    aerospikePy: await readAerospikePy({ tests, signatures: readSignatures() }),
    contradictions: readContradictions(tests),
    missingThere: await readMissingThere(tests),
    officialClient: await readOfficialClient(tests),
  };
}
