import { parseInfoPairs } from '@aeroform/protocol';
import type { AdminPolicy } from '../policy/admin-policy.js';
import type { SetIndexInfo, SindexInfo } from '../sindex/sindex-info.js';
import { infoRandomNode } from './info.js';
import { checkInfoNamespace } from './info-namespace.js';
import type { Session } from './session.js';

const COLLECTIONS: Readonly<Record<string, SindexInfo['collection']>> = {
  default: 'default',
  list: 'list',
  mapkeys: 'mapKeys',
  mapvalues: 'mapValues',
};

/** Servers from 8.1.3 on call integers by their name. */
const TYPES: Readonly<Record<string, SindexInfo['type']>> = {
  numeric: 'numeric',
  integer: 'numeric',
  string: 'string',
  geo2dsphere: 'geo2dsphere',
  blob: 'blob',
};

/** The secondary indexes of a namespace. */
export async function listSindexes(
  session: Session,
  namespace: string,
  policy?: AdminPolicy,
): Promise<readonly SindexInfo[]> {
  const rows = await list(session, namespace, policy);
  return rows.filter((row) => !isSetIndex(row)).map(parseRow);
}

/** The indexes of sets of a namespace. */
export async function listSetIndexes(
  session: Session,
  namespace: string,
  policy?: AdminPolicy,
): Promise<readonly SetIndexInfo[]> {
  const rows = await list(session, namespace, policy);
  return rows.filter(isSetIndex).map((row) => ({
    name: row.get('indexname') ?? '',
    namespace: row.get('ns') ?? '',
    set: row.get('set') ?? '',
  }));
}

type Row = ReadonlyMap<string, string>;

async function list(
  session: Session,
  namespace: string,
  policy: AdminPolicy | undefined,
): Promise<Row[]> {
  checkInfoNamespace(session, namespace);
  const command = `sindex-list:namespace=${namespace};b64=true`;
  return parseIndexRows(await infoRandomNode(session, command, policy, ['indexes']));
}

/** The indexes in a list: their properties by name. */
export function parseIndexRows(text: string): Row[] {
  const rows = text.split(';').filter((row) => row !== '');
  return rows.map((row) => parseInfoPairs(row, ':'));
}

function isSetIndex(row: Row): boolean {
  return row.get('indextype') === 'set';
}

/** `ns=test:indexname=i:set=demo:bin=age:type=numeric:indextype=default:context=null:state=RW`. */
function parseRow(pairs: Row): SindexInfo {
  const text = (name: string): string => pairs.get(name) ?? '';
  const present = (name: string): string | null => {
    const value = pairs.get(name);
    return value === undefined || value === 'null' ? null : value;
  };
  return {
    name: text('indexname'),
    namespace: text('ns'),
    set: present('set') ?? '',
    bin: present('bin'),
    type: TYPES[text('type')] ?? (text('type') as SindexInfo['type']),
    collection: COLLECTIONS[text('indextype')] ?? 'default',
    context: present('context'),
    expression: present('exp'),
    state: text('state'),
  };
}
