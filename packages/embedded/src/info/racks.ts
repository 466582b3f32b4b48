import { ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Namespace } from '../storage/namespace.js';
import type { InfoCommand, InfoCommands } from './info-command.js';
import { InfoError } from './info-params.js';

const MAX_NAMESPACE_SIZE = 31;

/** Which nodes are in which rack. Racks are a feature of the Enterprise Edition. */
export const rackInfoCommands: InfoCommands = {
  /** The rack of this node in each namespace. */
  'rack-ids': enterprise((node) =>
    [...node.namespaces.values()].map(({ name, options }) => `${name}:${options.rackId}`).join(';'),
  ),
  /** `racks:[namespace=<name>]` */
  racks: enterprise((node, params) => {
    const name = params.optional('namespace', MAX_NAMESPACE_SIZE, 'ns');
    if (name === undefined) {
      return [...node.namespaces.values()]
        .map((each) => `ns=${each.name}:${describeRacks(node, each)}`)
        .join(';');
    }
    const namespace = node.namespaces.get(name);
    if (namespace === undefined) {
      throw new InfoError(ResultCode.INVALID_NAMESPACE, 'namespace not found on node');
    }
    return describeRacks(node, namespace);
  }),
};

function enterprise(command: InfoCommand): InfoCommand {
  return (node, params, session) => {
    if (node.edition === 'enterprise') return command(node, params, session);
    throw new InfoError(ResultCode.ENTERPRISE_ONLY, 'enterprise only');
  };
}

/** `rack_<id>=<node>,<node>:rack_<id>=…`, the racks in ascending order. */
function describeRacks({ cluster }: Node, { name }: Namespace): string {
  const racks = new Map<number, string[]>();
  for (const node of cluster.nodes) {
    const rackId = node.namespaces.get(name)?.options.rackId ?? 0;
    racks.set(rackId, [...(racks.get(rackId) ?? []), node.id]);
  }
  return [...racks]
    .sort(([left], [right]) => left - right)
    .map(([rackId, ids]) => `rack_${rackId}=${ids.join(',')}`)
    .join(':');
}
