import { formatHost, formatPeers } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { InfoCommands } from './info-command.js';

const noPeers = (): string => formatPeers({ generation: 0, peers: [] });
const ownAddress = (node: Node): string => formatHost(node.address);

/** Where the node and its peers can be reached. It has no peers. */
export const serviceInfoCommands: InfoCommands = {
  service: ownAddress,
  'service-clear-std': ownAddress,
  'service-clear-alt': () => '',
  services: () => '',
  'services-alternate': () => '',
  'services-alumni': () => '',
  'services-alumni-reset': () => 'ok',
  'admin-clear-std': () => '',
  'alumni-clear-std': noPeers,
  'alumni-clear-alt': noPeers,
  'peers-clear-std': noPeers,
  'peers-clear-alt': noPeers,
  'peers-generation': () => '0',
  endpoints: (node) =>
    `service.port=${node.address.port};service.addresses=${node.address.host};` +
    `service.access-port=${node.address.port};service.access-addresses=${node.address.host}`,
};
