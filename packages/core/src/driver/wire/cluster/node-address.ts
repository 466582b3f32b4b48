import type { Address } from '../socket/address.js';
import type { ClusterHost } from './cluster-host.js';

/** The name of an info command about addresses, for the kind of connection that clients have. */
export function addressCommand(name: 'service' | 'peers', { options }: ClusterHost): string {
  const kind = options.tls === undefined ? 'clear' : 'tls';
  return `${name}-${kind}-${options.useServicesAlternate ? 'alt' : 'std'}`;
}

/**
 * An address that a node tells of, as this client reaches it.
 *
 * @param tlsName - the name in the certificate of the node, as far as known.
 */
export function reachable(
  { host, port }: Address,
  tlsName: string | undefined,
  { options }: ClusterHost,
): Address {
  const address = { host: options.ipMap.get(host) ?? host, port };
  const name = tlsName || options.tlsName;
  return name === undefined ? address : { ...address, tlsName: name };
}
