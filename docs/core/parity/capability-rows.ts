import { CONTRADICTIONS } from './contradictions.js';
import { MISSING_THERE } from './missing-there.js';
import { CAPABILITIES, type Capability } from './official-client.js';
import { exists } from './probe.js';
import { findProof } from './proof.js';
import type { Tests } from './read-tests.js';
import type { Row } from './row.js';

/** The rows of contradictions have a column more. */
export interface ContradictionRow extends Row {
  readonly source: string;
}

/** Rows about the official client, by area. */
export async function readOfficialClient(tests: Tests): Promise<Map<string, readonly Row[]>> {
  const areas = new Map<string, readonly Row[]>();
  for (const [area, capabilities] of Object.entries(CAPABILITIES)) {
    areas.set(area, await Promise.all(capabilities.map((each) => capabilityRow(tests, each))));
  }
  return areas;
}

/** Rows about what aerospike-py lacks. */
export function readMissingThere(tests: Tests): Promise<Row[]> {
  return Promise.all(MISSING_THERE.map((each) => capabilityRow(tests, each)));
}

async function capabilityRow(tests: Tests, capability: Capability): Promise<Row> {
  const { theirs, ours, note = '' } = capability;
  const proof = findProof(tests, capability.proof ?? (ours[0] as string));
  const present = await Promise.all(ours.map(exists));
  const state = proof === null || present.includes(false) ? 'open' : 'there';
  return { theirs, ours: ours.map(shownName).join(', '), state, note, proof };
}

const OWNERS: Readonly<Record<string, string>> = {
  AerospikeClient: 'client',
  Query: 'query',
  BatchReadHandle: 'handle',
};

/** `policy.write.ttl` → `ttl` of the policy; `AerospikeClient.put` → `client.put`. */
function shownName(qualified: string): string {
  const [owner = '', name = '', field] = qualified.split('.');
  if (field !== undefined) return `\`${name === 'meta' ? 'meta' : 'policy'}.${field}\``;
  return `\`${name === '' ? owner : `${OWNERS[owner] ?? owner}.${name}`}\``;
}

/** Rows about what documents and source of aerospike-py say differently. */
export function readContradictions(tests: Tests): ContradictionRow[] {
  return CONTRADICTIONS.map(({ name, documents, source, ours, proof: title }) => {
    const proof = findProof(tests, title);
    const state = proof === null ? 'open' : 'there';
    return { theirs: name, ours, state, note: documents, source, proof };
  });
}
