import type { Node } from '../cluster/node.js';

/** Where a client finds the server, in the form that Aerospike clients take. */
export interface EmbeddedHost {
  readonly addr: string;
  readonly port: number;
  /** The name in the server's certificate, for connections that are encrypted. */
  readonly tlsname?: string;
}

/** Where to reach a node without TLS, if that is possible, otherwise with it. */
export function hostsOf(node: Node): readonly EmbeddedHost[] {
  const { clearAddress } = node;
  if (clearAddress === undefined) return tlsHostsOf(node);
  return [{ addr: clearAddress.host, port: clearAddress.port }];
}

/** Where to reach a node with TLS; empty without it. */
export function tlsHostsOf({ tlsAddress, tlsName }: Node): readonly EmbeddedHost[] {
  if (tlsAddress === undefined) return [];
  return [{ addr: tlsAddress.host, port: tlsAddress.port, tlsname: tlsName }];
}
