import type { NativeConnection } from './native-connection.js';

/**
 * The node that was asked, as far as that can be known: the official client does not tell, but there may
 * be only one. Undefined when there are several.
 */
export function onlyNode({ client }: NativeConnection): string | undefined {
  const nodes = client.getNodes();
  return nodes.length === 1 ? nodes[0]?.name : undefined;
}
