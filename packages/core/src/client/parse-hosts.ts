import { parseHost } from '@aeroform/protocol';
import type { Address } from '../driver/wire/socket/address.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import type { TlsConfig } from './tls-config.js';

const DEFAULT_PORT = 3000;
const MAX_PORT = 65_535;

const HOSTS = "'host:port', several with commas between them, or an array of hosts";
const HOST =
  "'host', 'host:port', '[ipv6]:port', ['host', port], ['host', port, 'tlsname'] or " +
  '{ addr, port, tlsname }';
const FIELDS: readonly string[] = ['addr', 'port', 'tlsname'];

/**
 * Checks the hosts of a configuration: an array, or text with commas between the hosts.
 *
 * @param tls - undefined for connections that are not encrypted: names for TLS are refused then.
 * @throws {InvalidArgError} for the first that is none, with what is allowed.
 */
export function parseHosts(given: unknown, tls: TlsConfig | undefined): Address[] {
  const path = 'config.hosts';
  const hosts: unknown = typeof given === 'string' ? given.split(',') : given;
  if (!Array.isArray(hosts)) throw invalidArg(path, given, HOSTS);
  if (hosts.length === 0) {
    throw new InvalidArgError(`${path}: must name at least one host`, { argument: path });
  }
  return hosts.map((host: unknown, i) => {
    const address = parseOne(host, `${path}.${i}`);
    if (tls === undefined) return expectNoName(address, `${path}.${i}`);
    return tls.name === undefined ? address : { tlsName: tls.name, ...address };
  });
}

function expectNoName(address: Address, path: string): Address {
  if (address.tlsName === undefined) return address;
  throw new InvalidArgError(`${path} has a name for TLS, but there is no config.tls`, {
    argument: path,
  });
}

function parseOne(given: unknown, path: string): Address {
  if (typeof given === 'string') return parseText(given.trim(), path);
  if (Array.isArray(given)) return parsePair(given, path);
  if (typeof given === 'object' && given !== null) return parseAddress(given, path);
  throw invalidArg(path, given, HOST);
}

function parseText(text: string, path: string): Address {
  const port = /^(?:\[[^\]]+\]|[^:[\]]+):(-?\d+)$/.exec(text)?.[1];
  if (port !== undefined) checkPort(Number(port), `${path} (port)`);
  try {
    return parseHost(text, DEFAULT_PORT);
  } catch {
    throw invalidArg(path, text, HOST);
  }
}

function parsePair(given: readonly unknown[], path: string): Address {
  if (given.length !== 2 && given.length !== 3) throw invalidArg(path, given, HOST);
  const address = {
    host: checkName(given[0], `${path}.0`),
    port: checkPort(given[1], `${path}.1`),
  };
  return given[2] === undefined ? address : withName(address, given[2], `${path}.2`);
}

function parseAddress(given: object, path: string): Address {
  const unknown = Object.keys(given).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) {
    const argument = `${path}.${unknown}`;
    throw new InvalidArgError(
      `${argument} is no key of the configuration; there are ${FIELDS.join(', ')}`,
      { argument },
    );
  }
  const fields = given as { addr?: unknown; port?: unknown; tlsname?: unknown };
  const { addr, port = DEFAULT_PORT, tlsname } = fields;
  const address = { host: checkName(addr, `${path}.addr`), port: checkPort(port, `${path}.port`) };
  return tlsname === undefined ? address : withName(address, tlsname, `${path}.tlsname`);
}

function withName(address: Address, name: unknown, path: string): Address {
  if (typeof name === 'string' && name !== '') return { ...address, tlsName: name };
  throw invalidArg(path, name, 'the name in the certificate of the host');
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
