import { parseHost, type PeerAddress } from '@aeroform/protocol';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';

const DEFAULT_PORT = 3000;
const MAX_PORT = 65_535;

const HOSTS = "'host:port', several with commas between them, or an array of hosts";
const HOST = "'host', 'host:port', '[ipv6]:port', ['host', port] or { addr, port }";
const FIELDS: readonly string[] = ['addr', 'port'];

/**
 * Checks the hosts of a configuration: an array, or text with commas between the hosts.
 *
 * @throws {InvalidArgError} for the first that is none, with what is allowed.
 */
export function parseHosts(given: unknown): PeerAddress[] {
  const path = 'config.hosts';
  const hosts: unknown = typeof given === 'string' ? given.split(',') : given;
  if (!Array.isArray(hosts)) throw invalidArg(path, given, HOSTS);
  if (hosts.length === 0) {
    throw new InvalidArgError(`${path}: must name at least one host`, { argument: path });
  }
  return hosts.map((host: unknown, i) => parseOne(host, `${path}.${i}`));
}

function parseOne(given: unknown, path: string): PeerAddress {
  if (typeof given === 'string') return parseText(given.trim(), path);
  if (Array.isArray(given)) return parsePair(given, path);
  if (typeof given === 'object' && given !== null) return parseAddress(given, path);
  throw invalidArg(path, given, HOST);
}

function parseText(text: string, path: string): PeerAddress {
  const port = /^(?:\[[^\]]+\]|[^:[\]]+):(-?\d+)$/.exec(text)?.[1];
  if (port !== undefined) checkPort(Number(port), `${path} (port)`);
  try {
    return parseHost(text, DEFAULT_PORT);
  } catch {
    throw invalidArg(path, text, HOST);
  }
}

function parsePair(given: readonly unknown[], path: string): PeerAddress {
  if (given.length !== 2) throw invalidArg(path, given, HOST);
  return { host: checkName(given[0], `${path}.0`), port: checkPort(given[1], `${path}.1`) };
}

function parseAddress(given: object, path: string): PeerAddress {
  const unknown = Object.keys(given).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) {
    const argument = `${path}.${unknown}`;
    throw new InvalidArgError(
      `${argument} is no key of the configuration; there are ${FIELDS.join(', ')}`,
      { argument },
    );
  }
  const { addr, port = DEFAULT_PORT } = given as { addr?: unknown; port?: unknown };
  return { host: checkName(addr, `${path}.addr`), port: checkPort(port, `${path}.port`) };
}

function checkName(name: unknown, path: string): string {
  if (typeof name === 'string' && name !== '') return name;
  throw invalidArg(path, name, 'the name or IP address of a host');
}

function checkPort(port: unknown, path: string): number {
  if (typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= MAX_PORT) {
    return port;
  }
  throw invalidArg(path, port, `a port from 1 to ${MAX_PORT}`);
}
