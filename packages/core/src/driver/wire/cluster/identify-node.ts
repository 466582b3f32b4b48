import { parseHost } from '@aeroform/protocol';
import { type Address, Connection } from '../socket/connection.js';
import type { Limits } from '../socket/exchange.js';
import { requestInfo } from '../socket/info-exchange.js';
import { monotonicNow, type TimingWheel } from '../socket/timing-wheel.js';
import type { WireOptions } from './wire-options.js';

/** A node that answered, was found fit, and the connection over which it did. */
export interface IdentifiedNode {
  readonly name: string;
  readonly address: Address;
  readonly connection: Connection;
}

/** What a node answers before it takes part in its cluster. */
const NOT_READY = '-1';

/**
 * Connects to an address and asks who is there.
 *
 * @throws when nobody answers in time, the node is not ready, or belongs to another cluster.
 */
export async function identifyNode(
  address: Address,
  options: WireOptions,
  wheel: TimingWheel,
): Promise<IdentifiedNode> {
  const connection = await Connection.open(address, options.connectTimeout, monotonicNow());
  try {
    const target = { wheel, connection, node: `${address.host}:${address.port}` };
    const asked = ['node', 'partition-generation', 'cluster-name'];
    const values = await requestInfo(target, asked, tendLimits(options));
    const [name, partitionGeneration, clusterName] = values as [string, string, string];
    if (name === '') throw new Error('it does not tell its name');
    if (partitionGeneration === NOT_READY) throw new Error('the node is still starting');
    if (options.clusterName !== undefined && clusterName !== options.clusterName) {
      throw new Error(`it belongs to cluster "${clusterName}", not to "${options.clusterName}"`);
    }
    return { name, address, connection };
  } catch (error) {
    connection.close(error as Error);
    throw error;
  }
}

/**
 * Identifies the node behind a seed. A seed that is not on this machine may be a load balancer or
 * an address for seeding only, so the node is asked where clients are to reach it.
 */
export async function identifySeed(
  seed: Address,
  options: WireOptions,
  wheel: TimingWheel,
): Promise<IdentifiedNode> {
  const found = await identifyNode(seed, options, wheel);
  if (isLoopback(seed.host)) return found;
  for (const address of await serviceAddresses(found, options, wheel)) {
    if (address.host === seed.host && address.port === seed.port) return found;
    const direct = await identifyNode(address, options, wheel).catch(() => undefined);
    if (direct?.name === found.name) {
      found.connection.close(new Error('the node has an address of its own'));
      return direct;
    }
    direct?.connection.close(new Error('another node listens there'));
  }
  return found;
}

/** Limits of the questions asked while connecting and tending. */
export function tendLimits(options: WireOptions): Limits {
  return { deadline: monotonicNow() + options.connectTimeout, socketTimeout: 0, signal: null };
}

async function serviceAddresses(
  { name, connection }: IdentifiedNode,
  options: WireOptions,
  wheel: TimingWheel,
): Promise<Address[]> {
  const command = options.useServicesAlternate ? 'service-clear-alt' : 'service-clear-std';
  const target = { wheel, connection, node: name };
  const [text] = await requestInfo(target, [command], tendLimits(options));
  const hosts = (text as string).split(',').filter((host) => host !== '');
  return hosts.map((host) => parseHost(host));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
