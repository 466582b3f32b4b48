import { ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { contextFault } from '../sindex/context-bytes.js';
import {
  SINDEX_COLLECTIONS,
  SINDEX_TYPES,
  type SindexCollection,
  type SindexDefinition,
  type SindexType,
} from '../sindex/sindex-definition.js';
import type { SindexCreation, SindexRegistry } from '../sindex/sindex-registry.js';
import type { Namespace } from '../storage/namespace.js';
import { decodeBase64 } from './base64.js';
import { InfoError, type InfoParams } from './info-params.js';
import { readIndexExpression } from './sindex-expression.js';

/** Longest values of the parameters, in bytes. */
export const MAX_INDEX_NAME_SIZE = 63;
export const MAX_NAMESPACE_SIZE = 31;
const MAX_SET_SIZE = 63;
const MAX_CONTEXT_SIZE = 2047;
const MAX_COLLECTION_SIZE = 9;
const MAX_BIN_SIZE = 15;
const MAX_TYPE_SIZE = 11;
const MAX_INDEX_DATA_SIZE = 27;

const TYPE_LIST = "'numeric', 'string', 'blob', 'geo2dsphere'";

/** Answers `sindex-create`: an index over a bin or an expression, or over a set. */
export function createSindex(node: Node, params: InfoParams): string {
  const name = params.require('indexname', MAX_INDEX_NAME_SIZE);
  const namespaceName = params.require('namespace', MAX_NAMESPACE_SIZE, 'ns');
  if (params.get('indextype')?.toLowerCase() === 'set') {
    return createSetIndex(node, params, name, namespaceName);
  }
  const definition = readDefinition(params);
  const namespace = node.namespaces.get(namespaceName);
  // The server answers ok for namespaces that no node has.
  if (namespace === undefined) return 'ok';
  return answerCreation(
    node.metadata.change(node, (each) => sindexesOf(each, namespaceName).create(name, definition)),
  );
}

/** All nodes of a cluster have the same namespaces. */
function sindexesOf(node: Node, namespaceName: string): SindexRegistry {
  return node.sindexes(node.namespaces.get(namespaceName) as Namespace);
}

const ANSWERS: Record<SindexCreation, string | InfoError> = {
  created: 'ok',
  renamed: 'ok',
  present: 'ok',
  'name taken': new InfoError(
    ResultCode.INDEX_FOUND,
    "'indexname' already exists with different definition",
  ),
  'too many': new InfoError(ResultCode.INDEX_MAX_COUNT, 'already at sindex definition limit'),
};

function answerCreation(creation: SindexCreation): string {
  const answer = ANSWERS[creation];
  if (answer instanceof InfoError) throw answer;
  return answer;
}

function createSetIndex(
  node: Node,
  params: InfoParams,
  name: string,
  namespaceName: string,
): string {
  for (const other of ['context', 'indexdata', 'type', 'bin', 'exp']) {
    if (params.get(other) !== undefined) {
      throw refused(`${other} parameter is not supported for set index`);
    }
  }
  const set = params.require('set', MAX_SET_SIZE);
  const namespace = node.namespaces.get(namespaceName);
  if (namespace === undefined) throw refused('namespace not found');
  return answerCreation(
    node.metadata.change(node, (each) => sindexesOf(each, namespaceName).createSetIndex(name, set)),
  );
}

function readDefinition(params: InfoParams): SindexDefinition {
  const set = params.optional('set', MAX_SET_SIZE) ?? '';
  const context = readContext(params);
  const collection = readCollection(params);
  const indexData = params.optional('indexdata', MAX_INDEX_DATA_SIZE);
  const typeName = params.optional('type', MAX_TYPE_SIZE);
  if (indexData === undefined && typeName === undefined) {
    throw refused("both 'indexdata' and 'type' are missing");
  }
  if (indexData !== undefined && typeName !== undefined) {
    throw refused("both 'indexdata' and 'type' are specified");
  }
  const source =
    typeName !== undefined
      ? readSource(params, readType(typeName, `bad 'type'`), collection, context)
      : readIndexData(indexData as string);
  if (collection === 'mapkeys' && source.type === 'geo2dsphere') {
    throw refused(
      "bad 'indexdata' bin type for 'indextype' 'mapkeys' - must be one of 'numeric', 'string', 'blob'",
    );
  }
  return { set, collection, context, ...source };
}

type Source = Pick<SindexDefinition, 'binName' | 'type' | 'expression'>;

/** A bin or an expression, and the type of the values. */
function readSource(
  params: InfoParams,
  type: SindexType,
  collection: SindexCollection,
  context: Buffer | undefined,
): Source {
  const binName = params.optional('bin', MAX_BIN_SIZE);
  const expression = readIndexExpression(params, { type, collection, binName, context });
  if (binName === undefined && expression === undefined) {
    throw refused("both 'bin' and 'exp' are missing");
  }
  return { binName: binName ?? '', type, expression };
}

/** The form of old clients: bin and type in one parameter. */
function readIndexData(text: string): Source {
  const comma = text.indexOf(',');
  if (comma < 0) throw refused("'indexdata' missing bin type");
  if (comma === 0) throw refused("'indexdata' missing bin name");
  if (comma > MAX_BIN_SIZE) throw refused("'indexdata' bin name too long");
  const type = readType(text.slice(comma + 1), "bad 'indexdata' bin type");
  return { binName: text.slice(0, comma), type, expression: undefined };
}

function readContext(params: InfoParams): Buffer | undefined {
  const text = params.optional('context', MAX_CONTEXT_SIZE);
  if (text === undefined) return undefined;
  const context = decodeBase64(text);
  if (context === undefined) throw refused("'context' invalid base64");
  const fault = contextFault(context);
  if (fault === 'no context') throw refused("'context' invalid cdt context");
  if (fault !== undefined) throw refused("'context' not normalized msgpack");
  return context;
}

function readCollection(params: InfoParams): SindexCollection {
  const text = params.optional('indextype', MAX_COLLECTION_SIZE);
  const lower = text?.toLowerCase() ?? 'default';
  const collection = SINDEX_COLLECTIONS.find((each) => each === lower);
  if (collection === undefined) {
    throw refused("bad 'indextype' - must be one of 'default', 'list', 'mapkeys', 'mapvalues'");
  }
  return collection;
}

function readType(text: string, complaint: string): SindexType {
  const lower = text.toLowerCase();
  const type = SINDEX_TYPES.find((each) => each === lower);
  if (type === undefined) throw refused(`${complaint} - must be one of ${TYPE_LIST}`);
  return type;
}

function refused(text: string): InfoError {
  return new InfoError(ResultCode.PARAMETER, text);
}
