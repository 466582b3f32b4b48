import type { Node } from '../cluster/node.js';
import { SET_SETTINGS } from '../settings/set-settings.js';
import type { Namespace } from '../storage/namespace.js';
import type { SetInfo } from '../storage/set-info.js';
import { hasSetIndex } from './index-size.js';
import type { InfoCommands } from './info-command.js';
import type { InfoParams } from './info-params.js';
import { describeLut } from './lut.js';

/** Sets: `sets`, `sets/<namespace>` or `sets/<namespace>/<set>`. */
export const setInfoCommands: InfoCommands = { sets: listSets };

function listSets(node: Node, params: InfoParams): string {
  if (params.text === '') {
    return [...node.namespaces.values()].map((each) => listSetsOf(node, each)).join('');
  }
  const slash = params.text.indexOf('/');
  const name = slash < 0 ? params.text : params.text.slice(0, slash);
  const namespace = node.namespaces.get(name);
  if (namespace === undefined) return 'ns_type=unknown';
  if (slash < 0) return listSetsOf(node, namespace);
  const set = namespace.sets.get(params.text.slice(slash + 1));
  return set === undefined ? '' : describeSet(node, namespace, set);
}

function listSetsOf(node: Node, namespace: Namespace): string {
  return [...namespace.sets.values()]
    .map((set) => `ns=${namespace.name}:set=${set.name}:${describeSet(node, namespace, set)}`)
    .join('');
}

function describeSet(node: Node, namespace: Namespace, set: SetInfo): string {
  const { tombstones, usedBytes } = namespace;
  const registry = node.sindexes(namespace);
  const sindexes = registry.sindexes.filter(({ definition }) => definition.set === set.name);
  return `${[
    `objects=${set.objects}`,
    `tombstones=${tombstones.countOf(set.name)}`,
    `data_used_bytes=${usedBytes.ofSet(set.name)}`,
    `truncate_lut=${describeLut(set.truncateLut)}`,
    `sindexes=${sindexes.length}`,
    'index_populating=false',
    'truncating=false',
    ...describeSettings(namespace, set.name, hasSetIndex(namespace, registry, set.name)),
  ].join(':')};`;
}

function describeSettings(namespace: Namespace, set: string, isIndexed: boolean): string[] {
  const settings = namespace.setSettings.get(set);
  return Object.entries(SET_SETTINGS).map(([name, { initial }]) => {
    if (name === 'enable-index') return `${name}=${isIndexed}`;
    return `${name}=${settings?.get(name) ?? initial}`;
  });
}
