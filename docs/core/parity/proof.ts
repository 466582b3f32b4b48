import { testThatNames, testTitled, type Tests } from './read-tests.js';
import type { TestTitle, Use } from './test-source.js';

const CLIENT = /client(\(\))?$|^(connect|login)\(\)$|^admin$/i;
const QUERY =
  /query|headers|scan|^(select|where|filter|maxRecords|recordsPerSecond|partitions|noBins)\(\)$/i;
const VERBS: Readonly<Record<string, RegExp>> = {
  read: /^(get|select|exists|mergeReadPolicy)\b/,
  write: /^(put|touch|append|prepend|increment|removeBin|apply|write|mergeWritePolicy)\b/,
  operate: /^operate/,
  batch: /^batch/,
  query: /^(query|results|forEach|stream|page|pages|aggregate|mergeQueryPolicy)\b/,
  admin: /^(info|index|truncate|udf|admin)/,
  index: /^index/,
};

/** What a test must do with a name to be a proof of it, by what stands before the name. */
const OWNERS: Readonly<Record<string, (use: Use) => boolean>> = {
  AerospikeClient: ({ kind, owner }) => kind === 'member' && CLIENT.test(owner),
  Query: ({ kind, owner }) => kind === 'member' && QUERY.test(owner),
  BatchReadHandle: ({ kind, owner }) => kind === 'member' && /handle|batch/i.test(owner),
  config: ({ kind, test }) => kind === 'key' && /^(client|driver|integration)\//.test(test.file),
  exp: ({ kind, owner }) => kind === 'member' && owner === 'exp',
  predicates: ({ kind, owner }) => kind === 'member' && owner === 'predicates',
  operations: ({ kind, owner }) => kind === 'member' && owner === 'operations',
  ctx: ({ kind, owner }) => kind === 'member' && owner === 'ctx',
};

/** A test that proves what is named as in `exists`, or the test with a title. */
export function findProof(tests: Tests, qualified: string): TestTitle | null {
  if (qualified.includes(' ')) return testTitled(tests, qualified);
  const [owner = '', name, field] = qualified.split('.');
  if (name === undefined) return testThatNames(tests, owner, isExport);
  if (owner === 'policy') return policyProof(tests, name, field as string);
  return testThatNames(tests, name, OWNERS[owner] ?? (({ kind }) => kind === 'member'));
}

/** Constants and classes may also be keys of tables. */
function isExport({ kind, name }: Use): boolean {
  return kind !== 'key' || /^[A-Z]/.test(name);
}

function policyProof(tests: Tests, policy: string, field: string): TestTitle | null {
  const verbs = VERBS[policy];
  const inCall = ({ kind, callee }: Use): boolean => kind === 'key' && verbs?.test(callee) === true;
  const inTable = ({ kind, test }: Use): boolean =>
    kind === 'key' && test.title.startsWith(`${policy.replaceAll('_', ' ')} `);
  const anywhere = ({ kind }: Use): boolean => kind === 'key' && verbs === undefined;
  return (
    testThatNames(tests, field, inCall) ??
    testThatNames(tests, field, inTable) ??
    testThatNames(tests, field, anywhere)
  );
}
