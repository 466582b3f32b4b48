import type { Node } from '../cluster/node.js';
import type { InfoCommands } from './info-command.js';
import { namespaceConfig } from './namespace-config.js';
import { namespaceStatistics } from './namespace-statistics.js';

/** Namespaces. */
export const namespaceInfoCommands: InfoCommands = {
  namespaces: (node) => [...node.namespaces.keys()].join(';'),
  namespace: (node, params) => {
    const namespace = node.namespaces.get(params.text);
    if (namespace === undefined) return 'type=unknown';
    const config = Object.entries(namespaceConfig(node, namespace));
    return [
      namespaceStatistics(node, namespace),
      ...config.map(([name, value]) => `${name}=${value}`),
    ].join(';');
  },
  objects: (node) => String(countObjects(node)),
};

function countObjects(node: Node): number {
  return [...node.namespaces.values()].reduce((sum, namespace) => sum + namespace.objects, 0);
}
