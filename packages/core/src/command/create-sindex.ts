import { utf8Length } from '@aeroform/protocol';
import { type CdtContext, checkSearchPath } from '../cdt/cdt-context.js';
import { encodeContext } from '../cdt/write-context.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { checkSet } from '../key/resolve-key.js';
import { checkConstant } from '../error/check-constant.js';
import { toBase64 } from '../expression/base64.js';
import { checkExpression, type Expression } from '../expression/expression.js';
import type { ExpressionKind } from '../expression/expression-kind.js';
import type { Feature } from '../server/feature.js';
import type {
  ExpressionIndexPolicy,
  IndexCollectionName,
  IndexPolicy,
  IndexWaitPolicy,
} from '../sindex/index-policy.js';
import {
  INDEX_BLOB,
  INDEX_GEO2DSPHERE,
  INDEX_NUMERIC,
  INDEX_STRING,
  INDEX_TYPE_DEFAULT,
  INDEX_TYPE_LIST,
  INDEX_TYPE_MAPKEYS,
  INDEX_TYPE_MAPVALUES,
  type IndexCollectionType,
  type IndexType,
} from '../sindex/index-type.js';
import { checkBinName } from '../value/bin-name.js';
import { infoRandomNode } from './info.js';
import { checkInfoNamespace } from './info-namespace.js';
import { checkInfoParameter } from './info-parameter.js';
import type { Session } from './session.js';
import { splitWaitPolicy, waitForSindex } from './wait-for-sindex.js';

/** What to index, and how. */
export type IndexArguments = [
  namespace: string,
  set: string,
  bin: string,
  indexName: string,
  policy?: IndexPolicy,
];

/** What expression to index, and how. */
export type ExpressionIndexArguments<E extends Expression, T extends IndexType = IndexType> = [
  namespace: string,
  set: string,
  expression: E,
  indexType: IndexTypeFor<E, T>,
  indexName: string,
  policy?: ExpressionIndexPolicy,
];

/**
 * Type of an index on an expression: that of the values it evaluates to; for lists and maps that of the
 * elements, keys or values in them.
 */
export type IndexTypeOf<E extends Expression> =
  E extends Expression<infer K> ? IndexTypes[K & keyof IndexTypes] : never;

/** The index type, or the sentence that the compiler answers to one that goes not with the expression. */
export type IndexTypeFor<E extends Expression, T extends IndexType> =
  T extends IndexTypeOf<E> ? T : E extends Expression<infer K> ? IndexTypeSentence<K> : never;

type IndexTypeSentence<K extends ExpressionKind> = K extends keyof IndexTypes
  ? IndexSentences[K]
  : 'no index type: indexes hold integers, strings, bytes, GeoJSON, and what is in lists and maps';

interface IndexSentences {
  int: 'INDEX_NUMERIC, because the expression is an integer';
  string: 'INDEX_STRING, because the expression is a string';
  blob: 'INDEX_BLOB, because the expression is bytes';
  geo: 'INDEX_GEO2DSPHERE, because the expression is GeoJSON';
  list: IndexType;
  map: IndexType;
}

interface IndexTypes {
  int: typeof INDEX_NUMERIC;
  string: typeof INDEX_STRING;
  blob: typeof INDEX_BLOB;
  geo: typeof INDEX_GEO2DSPHERE;
  list: IndexType;
  map: IndexType;
}

const TYPE_WORDS: Readonly<Record<IndexType, string>> = {
  [INDEX_NUMERIC]: 'NUMERIC',
  [INDEX_STRING]: 'STRING',
  [INDEX_BLOB]: 'BLOB',
  [INDEX_GEO2DSPHERE]: 'GEO2DSPHERE',
};

const TYPE_NAMES: ReadonlyMap<number, string> = new Map([
  [INDEX_NUMERIC, 'INDEX_NUMERIC'],
  [INDEX_STRING, 'INDEX_STRING'],
  [INDEX_BLOB, 'INDEX_BLOB'],
  [INDEX_GEO2DSPHERE, 'INDEX_GEO2DSPHERE'],
]);

const COLLECTION_WORDS: Readonly<Record<IndexCollectionName | IndexCollectionType, string>> = {
  default: 'DEFAULT',
  list: 'LIST',
  mapKeys: 'MAPKEYS',
  mapValues: 'MAPVALUES',
  [INDEX_TYPE_DEFAULT]: 'DEFAULT',
  [INDEX_TYPE_LIST]: 'LIST',
  [INDEX_TYPE_MAPKEYS]: 'MAPKEYS',
  [INDEX_TYPE_MAPVALUES]: 'MAPVALUES',
};

const WAIT_FIELDS = ['timeout', 'signal', 'waitTimeout'];
const EXPRESSION_FIELDS: ReadonlySet<string> = new Set([...WAIT_FIELDS, 'collection']);
const BIN_FIELDS: ReadonlySet<string> = new Set([...EXPRESSION_FIELDS, 'context']);

/** Creates an index on a bin, and waits until all nodes have built it. */
export async function createSindex(
  session: Session,
  type: IndexType,
  [namespace, set, bin, indexName, policy = {}]: IndexArguments,
): Promise<void> {
  checkPolicy(policy, BIN_FIELDS);
  const { collection, context, ...waitPolicy } = policy;
  checkInfoParameter(checkBinName(bin), 'bin');
  const parts = [...collectionPart(collection), `bin=${bin}`, `type=${TYPE_WORDS[type]}`];
  if (context !== undefined) parts.push(contextPart(context));
  await create(session, { namespace, set, indexName, parts, features: ['indexes'] }, waitPolicy);
}

function contextPart(context: CdtContext): string {
  const steps = checkSearchPath(context, 'policy.context');
  if (steps.length > 0) return `context=${encodeContext(steps).toString('base64')}`;
  throw invalidArg('policy.context', context, 'absent for the bin itself, or at least one step');
}

/** Creates an index on an expression, and waits until all nodes have built it. */
export async function createExpressionSindex<E extends Expression, T extends IndexType>(
  session: Session,
  [namespace, set, expression, indexType, indexName, policy = {}]: ExpressionIndexArguments<E, T>,
): Promise<void> {
  checkPolicy(policy, EXPRESSION_FIELDS);
  const { collection, ...waitPolicy } = policy;
  const text = toBase64(checkExpression(expression, 'expression'));
  const type = TYPE_WORDS[checkConstant(indexType, 'indexType', TYPE_NAMES) as IndexType];
  const parts = [`exp=${text}`, ...collectionPart(collection), `type=${type}`];
  const features: Feature[] = ['expressionIndexes'];
  await create(session, { namespace, set, indexName, parts, features }, waitPolicy);
}

/** Creates an index of the records of a set, and waits until all nodes have built it. */
export async function createSetIndex(
  session: Session,
  [namespace, set, indexName]: [namespace: string, set: string, indexName: string],
  policy: IndexWaitPolicy = {},
): Promise<void> {
  if (set === '') throw invalidArg('set', set, 'the name of a set');
  const target = { namespace, set, indexName, parts: ['indextype=SET'] };
  await create(session, { ...target, features: ['setIndexes'] }, policy);
}

interface NewIndex {
  readonly namespace: string;
  readonly set: string;
  readonly indexName: string;
  /** What makes it this index, as parameters of the command. */
  readonly parts: readonly string[];
  /** What the server must be able to do. */
  readonly features: readonly Feature[];
}

async function create(
  session: Session,
  { namespace, set, indexName, parts, features }: NewIndex,
  policy: IndexWaitPolicy,
): Promise<void> {
  const [waitTimeout, adminPolicy] = splitWaitPolicy(policy);
  checkInfoParameter(checkSet(set), 'set');
  checkIndexName(indexName);
  checkInfoNamespace(session, namespace);
  const target = [`namespace=${namespace}`, `set=${set}`, `indexname=${indexName}`, ...parts];
  await infoRandomNode(session, `sindex-create:${target.join(';')}`, adminPolicy, features);
  const wait = { namespace, indexName, until: 'readable', waitTimeout } as const;
  await waitForSindex(session, wait, adminPolicy);
}

/** Longest name of an index in bytes of UTF-8. */
const MAX_INDEX_NAME_BYTES = 63;

/** @throws {InvalidArgError} unless it is a name of at most 63 bytes that info commands can carry. */
export function checkIndexName(indexName: string): string {
  if (typeof indexName !== 'string' || indexName === '') {
    throw invalidArg('indexName', indexName, 'the name of an index');
  }
  const size = utf8Length(indexName);
  if (size > MAX_INDEX_NAME_BYTES) {
    const allowed = `a name of at most ${MAX_INDEX_NAME_BYTES} bytes, not ${size}`;
    throw invalidArg('indexName', indexName, allowed);
  }
  return checkInfoParameter(indexName, 'indexName');
}

function collectionPart(collection: IndexPolicy['collection'] = 'default'): string[] {
  if (!Object.hasOwn(COLLECTION_WORDS, collection)) {
    const allowed = 'list, mapKeys, mapValues or default; or an INDEX_TYPE_… constant';
    throw invalidArg('policy.collection', collection, `one of ${allowed}`);
  }
  const word = COLLECTION_WORDS[collection];
  return word === 'DEFAULT' ? [] : [`indextype=${word}`];
}

function checkPolicy(policy: object, fields: ReadonlySet<string>): void {
  if (typeof policy !== 'object' || policy === null) {
    throw invalidArg('policy', policy, 'an object with policy fields');
  }
  const unknown = Object.keys(policy).find((field) => !fields.has(field));
  if (unknown === undefined) return;
  const argument = `policy.${unknown}`;
  const known = [...fields].join(', ');
  throw new InvalidArgError(`${argument} is no field of this policy; there are ${known}`, {
    argument,
  });
}
