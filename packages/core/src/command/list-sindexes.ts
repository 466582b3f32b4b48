import { parseInfoPairs } from '@aeroform/protocol';
import type { AdminPolicy } from '../policy/admin-policy.js';
import type { SindexInfo } from '../sindex/sindex-info.js';
import { infoRandomNode } from './info.js';
import { checkInfoNamespace } from './info-namespace.js';
import type { Session } from './session.js';

const COLLECTIONS: Readonly<Record<string, SindexInfo['collection']>> = {
  default: 'default',
  list: 'list',
  mapkeys: 'mapKeys',
  mapvalues: 'mapValues',
};

/** The secondary indexes of a namespace. */
export async function listSindexes(
  session: Session,
  namespace: string,
  policy?: AdminPolicy,
): Promise<readonly SindexInfo[]> {
  checkInfoNamespace(session, namespace);
  const text = await infoRandomNode(session, `sindex-list:namespace=${namespace};b64=true`, policy);
  return text
    .split(';')
    .filter((row) => row !== '')
    .map(parseRow);
}

/** `ns=test:indexname=i:set=demo:bin=age:type=numeric:indextype=default:context=null:state=RW`. */
function parseRow(row: string): SindexInfo {
  const pairs = parseInfoPairs(row, ':');
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
    type: text('type') as SindexInfo['type'],
    collection: COLLECTIONS[text('indextype')] ?? 'default',
    context: present('context'),
    expression: present('exp'),
    state: text('state'),
  };
}
