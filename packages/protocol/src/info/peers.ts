import { WireError } from '../error/wire-error.js';

/** An address under which a node can be reached. */
export interface PeerAddress {
  readonly host: string;
  readonly port: number;
}

/** A neighbour that a node tells of. */
export interface Peer {
  readonly nodeName: string;
  /** Name in its TLS certificate, empty without TLS. */
  readonly tlsName: string;
  readonly addresses: readonly PeerAddress[];
}

export interface Peers {
  readonly generation: number;
  readonly peers: readonly Peer[];
}

const DEFAULT_PORT = 3000;

/** Parses `generation,default-port,[[node,tls-name,[host:port,…]],…]`. */
export function parsePeers(text: string): Peers {
  const scanner = new PeersScanner(text);
  const generation = Number(scanner.until(','));
  const portText = scanner.until(',');
  const defaultPort = portText === '' ? DEFAULT_PORT : Number(portText);
  const peers = scanner.list(() => readPeer(scanner, defaultPort));
  if (!Number.isInteger(generation) || !Number.isInteger(defaultPort)) {
    throw new WireError(0, 'peers of the form generation,port,[…]');
  }
  return { generation, peers };
}

export function formatPeers(peers: Peers, defaultPort: number = DEFAULT_PORT): string {
  const rows = peers.peers.map((peer) => {
    const addresses = peer.addresses.map((address) => formatHost(address)).join(',');
    return `[${peer.nodeName},${peer.tlsName},[${addresses}]]`;
  });
  return `${peers.generation},${defaultPort},[${rows.join(',')}]`;
}

/** `host:port`, with an IPv6 address in brackets. */
export function formatHost({ host, port }: PeerAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Parses `host`, `host:port`, `[ipv6]` or `[ipv6]:port`. */
export function parseHost(text: string, defaultPort: number = DEFAULT_PORT): PeerAddress {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text.trim());
  const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined || port > 65_535) {
    throw new WireError(0, `host, host:port or [ipv6]:port, found "${text}"`);
  }
  return { host, port };
}

function readPeer(scanner: PeersScanner, defaultPort: number): Peer {
  scanner.expect('[');
  const nodeName = scanner.until(',');
  const tlsName = scanner.until(',');
  const addresses = scanner.list(() => parseHost(scanner.item(), defaultPort));
  scanner.expect(']');
  return { nodeName, tlsName, addresses };
}

class PeersScanner {
  #offset = 0;

  constructor(readonly text: string) {}

  until(character: string): string {
    const end = this.text.indexOf(character, this.#offset);
    if (end < 0) throw new WireError(this.#offset, `"${character}" in a peers list`);
    const part = this.text.slice(this.#offset, end);
    this.#offset = end + 1;
    return part;
  }

  expect(character: string): void {
    if (this.text[this.#offset] !== character) {
      throw new WireError(this.#offset, `"${character}" in a peers list`);
    }
    this.#offset++;
  }

  /** Text up to the next comma or closing bracket outside an address in brackets. */
  item(): string {
    const start = this.#offset;
    if (this.text[start] === '[') this.#offset = this.text.indexOf(']', start) + 1 || start;
    while (this.#offset < this.text.length && !',]'.includes(this.text[this.#offset] as string)) {
      this.#offset++;
    }
    return this.text.slice(start, this.#offset);
  }

  list<T>(read: () => T): T[] {
    const items: T[] = [];
    this.expect('[');
    while (this.text[this.#offset] !== ']') {
      if (items.length > 0) this.expect(',');
      items.push(read());
    }
    this.#offset++;
    return items;
  }
}
