import { formatHost, formatPeers, type PeerAddress, ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { describeEndpoints } from './endpoints.js';
import type { InfoCommand, InfoCommands } from './info-command.js';
import { InfoError } from './info-params.js';

/** One kind of address of a node: which of them clients ask for depends on where they are. */
type AddressKind = (node: Node) => PeerAddress | undefined;

/** By the end of the names of the info commands. */
const ADDRESS_KINDS = {
  'clear-std': (node) => node.clearAddress,
  'clear-alt': (node) => (node.isClear ? node.alternateAddress : undefined),
} satisfies Readonly<Record<string, AddressKind>>;

/** The same for encrypted connections, which the Community Edition does not have. */
const TLS_ADDRESS_KINDS: Readonly<Record<string, AddressKind>> = {
  'tls-std': (node) => node.tlsAddress,
  'tls-alt': (node) => node.tlsAlternateAddress,
};

/** Where the node and its peers can be reached. */
export const serviceInfoCommands: InfoCommands = {
  ...Object.fromEntries(Object.entries(ADDRESS_KINDS).flatMap(addressCommands)),
  ...Object.fromEntries(
    Object.entries(TLS_ADDRESS_KINDS)
      .flatMap(addressCommands)
      .map(([name, command]) => [name, enterpriseOnly(command)]),
  ),
  service: (node) => formatAddress(node.clearAddress),
  services: (node) => listPeers(node, ADDRESS_KINDS['clear-std']),
  'services-alternate': (node) => listPeers(node, ADDRESS_KINDS['clear-alt']),
  'services-alumni': (node) => listPeers(node, ADDRESS_KINDS['clear-std']),
  'services-alumni-reset': () => 'ok',
  'admin-clear-std': () => '',
  'admin-tls-std': () => '',
  'peers-generation': (node) => String(node.cluster.peersGeneration),
  endpoints: describeEndpoints,
};

/** `service-…`, `peers-…` and `alumni-…` of one kind of address. */
function addressCommands([name, addressOf]: [string, AddressKind]): [
  string,
  (node: Node) => string,
][] {
  const isTls = name in TLS_ADDRESS_KINDS;
  const peers = (node: Node): string => describePeers(node, addressOf, isTls);
  return [
    [`service-${name}`, (node) => formatAddress(addressOf(node))],
    [`peers-${name}`, peers],
    [`alumni-${name}`, peers],
  ];
}

function enterpriseOnly(command: (node: Node) => string): InfoCommand {
  return (node) => {
    if (node.edition === 'enterprise') return command(node);
    throw new InfoError(ResultCode.ENTERPRISE_ONLY, 'enterprise only');
  };
}

function formatAddress(address: PeerAddress | undefined): string {
  return address === undefined ? '' : formatHost(address);
}

/** The other nodes of the cluster. A node without an address of the kind is listed without one. */
function describePeers(node: Node, addressOf: AddressKind, isTls: boolean): string {
  const peers = peersOf(node).map((peer) => {
    const address = addressOf(peer);
    const tlsName = isTls ? peer.tlsName : '';
    return { nodeName: peer.id, tlsName, addresses: address === undefined ? [] : [address] };
  });
  return formatPeers({ generation: node.cluster.peersGeneration, peers });
}

/** The older form: addresses only. */
function listPeers(node: Node, addressOf: AddressKind): string {
  const addresses = peersOf(node).map(addressOf);
  return addresses
    .filter((address) => address !== undefined)
    .map(formatHost)
    .join(';');
}

/** In the order of their ids. */
function peersOf(node: Node): readonly Node[] {
  return node.cluster.nodes.filter((peer) => peer !== node).reverse();
}
