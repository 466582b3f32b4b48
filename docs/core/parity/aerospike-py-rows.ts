import * as core from '@aeroform/core';
import { CONSTANTS } from './aerospike-py-constants.js';
import * as theirs from './aerospike-py-names.js';
import { EXCEPTIONS_TO_THE_RULE, OTHER_PARAMETERS, OTHER_VALUES } from './exceptions.js';
import { exists } from './probe.js';
import { findProof } from './proof.js';
import type { Signatures } from './read-signatures.js';
import type { Tests } from './read-tests.js';
import type { Row } from './row.js';

/** What rows are made from. */
export interface Sources {
  readonly tests: Tests;
  readonly signatures: Signatures;
}

/** How the things of a section are called here. */
interface Kind {
  readonly section: string;
  /** What stands before our name: `AerospikeClient.` */
  readonly prefix: string;
}

/** Every name of aerospike-py with what it is here. */
export async function readAerospikePy(sources: Sources): Promise<Map<string, readonly Row[]>> {
  const functions = (names: readonly theirs.Signature[], kind: Kind): Promise<Row[]> =>
    Promise.all(names.map((name) => functionRow(sources, name, kind)));
  const plain = (names: readonly string[], kind: Kind): Promise<Row[]> =>
    Promise.all(names.map((name) => plainRow(sources, name, kind)));
  const policies = Object.entries(theirs.POLICY_FIELDS).map(([policy, fields]) =>
    plain(fields, { section: policy, prefix: `policy.${policy}.` }),
  );
  const query = { section: 'query', prefix: 'Query.' };
  const handle = { section: 'handle', prefix: 'BatchReadHandle.' };
  const constants = Object.entries(CONSTANTS).map((each) => constantRow(sources, ...each));
  return new Map([
    ['Client', await functions(theirs.METHODS, { section: '', prefix: 'AerospikeClient.' })],
    ['Query', await functions(theirs.QUERY_METHODS, query)],
    ['What `batch_read` returns', await functions(theirs.HANDLE_METHODS, handle)],
    ['Functions', await functions(theirs.FUNCTIONS, { section: '', prefix: '' })],
    ['Configuration', await plain(theirs.CONFIG_KEYS, { section: '', prefix: 'config.' })],
    ['Predicates', await functions(theirs.PREDICATES, { section: '', prefix: 'predicates.' })],
    ['Operations', await functions(theirs.HELPERS, { section: '', prefix: '' })],
    ['Expressions', await functions(theirs.EXPRESSIONS, { section: '', prefix: 'exp.' })],
    ['Fields of policies and metadata', (await Promise.all(policies)).flat()],
    ['Constants', await Promise.all(constants)],
    ['Exceptions', await plain(theirs.EXCEPTIONS, { section: '', prefix: '' })],
  ]);
}

/** `index_geo2dsphere_create` → `indexGeo2dsphereCreate`, `and_` → `and`; constants and classes stay. */
function camelCase(name: string): string {
  if (/^[A-Z]/.test(name)) return name;
  return name
    .replace(/_$/, '')
    .replace(/(?<=.)_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** What stands before names of ours that are not where theirs are. */
const OWNERS: Readonly<Record<string, string>> = { createClient: '', partitions: 'Query.' };

interface Answer {
  readonly ours: string | null;
  readonly qualified: string;
  readonly note: string;
}

function answerFor(name: string, { section: of, prefix }: Kind): Answer {
  const exception = EXCEPTIONS_TO_THE_RULE[`${of}.${name}`] ?? EXCEPTIONS_TO_THE_RULE[name];
  const ours = exception?.ours === undefined ? camelCase(name) : exception.ours;
  const owner = OWNERS[ours ?? ''] ?? prefix;
  return { ours, qualified: `${owner}${ours ?? ''}`, note: exception?.note ?? '' };
}

async function plainRow({ tests }: Sources, name: string, kind: Kind): Promise<Row> {
  const { ours, qualified, note } = answerFor(name, kind);
  const title = kind.prefix.startsWith('policy.') ? `${kind.section} ${name}` : name;
  if (ours === null) return { theirs: title, ours: '', state: 'not needed', note, proof: null };
  const proof = findProof(tests, qualified);
  const isOpen = proof === null || !(await exists(qualified));
  const state = isOpen ? 'open' : ours === camelCase(name) ? 'same' : 'other';
  return { theirs: title, ours, state, note, proof };
}

async function functionRow(
  sources: Sources,
  { name, parameters }: theirs.Signature,
  kind: Kind,
): Promise<Row> {
  const row = await plainRow(sources, name, kind);
  const { ours, qualified } = answerFor(name, kind);
  const mine = sources.signatures.get(qualified);
  const call = `${name}(${parameters.join(', ')})`;
  if (ours === null || mine === undefined) return { ...row, theirs: call };
  const isSame = row.state === 'same' && sameParameters(parameters, mine);
  const state = row.state === 'same' && !isSame ? 'other' : row.state;
  return { ...row, theirs: call, ours: `${ours}(${mine.join(', ')})`, state };
}

/** Ours may have more behind theirs. */
function sameParameters(theirNames: readonly string[], ours: readonly string[]): boolean {
  if (theirNames.some((name) => name.startsWith('*')))
    return ours.at(-1)?.startsWith('...') === true;
  const expected = theirNames.map((name) => OTHER_PARAMETERS[name] ?? [camelCase(name)]);
  return expected
    .filter((names) => names.length > 0)
    .every((names, i) => names.includes(ours[i]?.replace('?', '') ?? ''));
}

async function constantRow({ tests }: Sources, name: string, value: number): Promise<Row> {
  const { ours, note } = answerFor(name, { section: '', prefix: '' });
  const shown = `${name} = ${value}`;
  if (ours === null) return { theirs: shown, ours: '', state: 'not needed', note, proof: null };
  const mine = (core as Readonly<Record<string, unknown>>)[name];
  const proof = findProof(tests, name);
  const other = OTHER_VALUES[name];
  const isOpen =
    proof === null || typeof mine !== 'number' || (mine !== value) !== (other !== undefined);
  const state = isOpen ? 'open' : other === undefined ? 'same' : 'other';
  return { theirs: shown, ours: `${name} = ${String(mine)}`, state, note: other ?? note, proof };
}
