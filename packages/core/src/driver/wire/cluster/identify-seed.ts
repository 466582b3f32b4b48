import { parseHost, parseInfoError, parsePeers, type Peer } from '@aeroform/protocol';
import type { Address } from '../socket/address.js';
import { requestInfo } from '../socket/info-exchange.js';
import type { ClusterHost } from './cluster-host.js';
import { type IdentifiedNode, identifyNode } from './identify-node.js';
import { addressCommand, reachable } from './node-address.js';
import { seedAddresses } from './seed-addresses.js';
import { SeedFailure } from './seed-failure.js';
import { tendLimits } from './tend-limits.js';

/**
 * Identifies a node behind a seed: the first that is fit of those that its name stands for.
 *
 * @throws what {@link identifyNode} does; a {@link SeedFailure} when there are several addresses.
 */
export async function identifySeed(seed: Address, host: ClusterHost): Promise<IdentifiedNode> {
  const addresses = await seedAddresses(seed, host);
  const reasons: Error[] = [];
  for (const address of addresses) {
    host.signal.throwIfAborted();
    try {
      return await identifyAt(address, seed.tlsName, host);
    } catch (error) {
      reasons.push(error as Error);
    }
  }
  throw addresses.length === 1 ? (reasons[0] as Error) : new SeedFailure(addresses, reasons);
}

/**
 * A seed that is not on this machine may be a load balancer or an address for seeding only, so the
 * node is asked where clients are to reach it.
 */
async function identifyAt(
  seed: Address,
  tlsName: string | undefined,
  host: ClusterHost,
): Promise<IdentifiedNode> {
  const found = await identifyNode(seed, host);
  if (isLoopback(seed.host)) return found;
  for (const told of await askService(found, host)) {
    const address = reachable(told, tlsName, host);
    if (address.host === seed.host && address.port === seed.port) return found;
    const direct = await identifyNode(address, host).catch(() => undefined);
    if (direct?.name === found.name) {
      found.connection.close(new Error('the node has an address of its own'));
      return direct;
    }
    direct?.connection.close(new Error('another node listens there'));
  }
  return found;
}

/** Where a node says that clients are to reach it. */
function askService(found: IdentifiedNode, host: ClusterHost): Promise<Address[]> {
  return ask(found, 'service', host, (text) => {
    if (parseInfoError(text) !== undefined) return [];
    const texts = text.split(',').filter((each) => each !== '');
    return texts.map((each) => parseHost(each));
  });
}

/** The neighbours that a node tells of. Its connection is closed when that fails. */
export function askPeers(found: IdentifiedNode, host: ClusterHost): Promise<readonly Peer[]> {
  return ask(found, 'peers', host, (text) => parsePeers(text).peers);
}

async function ask<T>(
  { connector, connection }: IdentifiedNode,
  what: 'service' | 'peers',
  host: ClusterHost,
  parse: (text: string) => T,
): Promise<T> {
  const asked = [addressCommand(what, host)];
  try {
    const [text] = await requestInfo(connector.target(connection), asked, tendLimits(host));
    return parse(text as string);
  } catch (error) {
    connection.close(error as Error);
    throw error;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
