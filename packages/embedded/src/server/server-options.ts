import { parseHost, type PeerAddress } from '@aeroform/protocol';
import type { Edition } from '../cluster/node.js';
import {
  type DataDirectoryOptions,
  parseDataDirectory,
} from '../data-directory/data-directory-options.js';
import { optionError } from '../error/option-error.js';
import {
  checkBoolean,
  checkInteger,
  checkOptionNames,
  checkPort,
  checkText,
} from '../option/check-option.js';
import {
  parseSecurityOptions,
  type SecurityOptions,
  type SecuritySettings,
} from '../security/security-options.js';
import {
  type NamespaceInput,
  type NamespaceOptions,
  parseNamespaceOptions,
} from '../storage/namespace-options.js';
import { parseTlsOptions, type TlsOptions, type TlsSettings } from './tls-options.js';

/** What `EmbeddedServer.start` accepts. Every option has a default. */
export interface EmbeddedServerOptions {
  /** Address to listen on. Default 127.0.0.1. */
  readonly host?: string;
  /** Port to listen on. Default 0: any free one; read it from `server.port`. */
  readonly port?: number;
  /**
   * Another address of the server, which clients take that use alternate addresses: `host`, with the
   * port that the server listens on, or `host:port`. Clients with TLS are told the same host with the
   * port for TLS; a port that is given is that port only with `clear: false`. The server only tells of
   * it. Default none.
   */
  readonly alternateAddress?: string;
  /** Names of the namespaces, or names with options. Default `['test']`. */
  readonly namespaces?: readonly NamespaceInput[];
  /** Name of the cluster, which clients may require. Default `embedded`. */
  readonly clusterName?: string;
  /** Which edition the server says it is, and behaves like. Default `community`. */
  readonly edition?: Edition;
  /** Most connections at a time; more are closed at once. Default 15000, as in the real server. */
  readonly protoFdMax?: number;
  /** Closes connections that were silent for so many milliseconds; 0, the default, never does. */
  readonly protoFdIdleMs?: number;
  /**
   * Users, roles and sessions, in the Enterprise Edition only; true for the user `admin` with the
   * password `admin`. Default false: clients need not log in.
   */
  readonly security?: boolean | SecurityOptions;
  /** Listen for encrypted connections too, in the Enterprise Edition only. Default none. */
  readonly tls?: TlsOptions;
  /** Listen for connections without encryption on `port`; false needs `tls`. Default true. */
  readonly clear?: boolean;
  /**
   * Folder in which the server keeps what it holds, so that it outlives the process; a path, or a path
   * and options. Default none: everything is gone with the server.
   */
  readonly dataDirectory?: string | DataDirectoryOptions;
}

/** The options, complete and checked. */
export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  /** Port 0 stands for the one that the server listens on. */
  readonly alternateAddress: PeerAddress | undefined;
  readonly namespaces: readonly NamespaceOptions[];
  readonly clusterName: string;
  readonly edition: Edition;
  readonly protoFdMax: number;
  readonly protoFdIdleMs: number;
  /** Undefined when security is off. */
  readonly security: SecuritySettings | undefined;
  /** Undefined without TLS. */
  readonly tls: TlsSettings | undefined;
  readonly clear: boolean;
  /** Undefined when nothing is kept. */
  readonly dataDirectory: Required<DataDirectoryOptions> | undefined;
}

/** One option: what holds without it, and how a given value is checked and completed. */
interface OptionSpec<T> {
  readonly default: unknown;
  /** @throws {EmbeddedError} naming the option and what is allowed. */
  readonly parse: (value: unknown, name: string) => T;
}

const OPTIONS: { readonly [K in keyof ServerOptions]: OptionSpec<ServerOptions[K]> } = {
  host: { default: '127.0.0.1', parse: checkText },
  port: { default: 0, parse: checkPort },
  alternateAddress: { default: undefined, parse: parseAddress },
  namespaces: { default: ['test'], parse: parseNamespaces },
  clusterName: { default: 'embedded', parse: checkText },
  edition: { default: 'community', parse: oneOf(['community', 'enterprise']) },
  protoFdMax: { default: 15_000, parse: integer(1, 2 ** 21) },
  protoFdIdleMs: { default: 0, parse: integer(0, 2 ** 31 - 1) },
  security: { default: false, parse: parseSecurityOptions },
  tls: { default: undefined, parse: parseTlsOptions },
  clear: { default: true, parse: checkBoolean },
  dataDirectory: { default: undefined, parse: parseDataDirectory },
};

/** Names of the options. */
export const SERVER_OPTIONS: readonly string[] = Object.keys(OPTIONS);

/** The client keeps no more namespaces than this. */
const MAX_NAMESPACES = 32;

/**
 * Completes, checks and freezes the options.
 *
 * @throws {EmbeddedError} naming the option and what is allowed.
 */
export function parseServerOptions(input: EmbeddedServerOptions): ServerOptions {
  checkOptionNames(input, SERVER_OPTIONS);
  const given: Readonly<Record<string, unknown>> = { ...input };
  const options = Object.entries(OPTIONS).map(([name, spec]) => [
    name,
    spec.parse(given[name] === undefined ? spec.default : given[name], name),
  ]);
  const parsed = Object.freeze(Object.fromEntries(options)) as ServerOptions;
  checkTogether(parsed);
  return parsed;
}

/** Options that the Community Edition does not have: none of them may be set with it. */
const ENTERPRISE_OPTIONS = ['security', 'tls'] as const;

function checkTogether(options: ServerOptions): void {
  if (!options.clear && options.tls === undefined) {
    throw optionError('clear: false needs tls: the server would listen on nothing');
  }
  if (options.edition === 'enterprise') return;
  const consistent = options.namespaces.some(({ strongConsistency }) => strongConsistency);
  const name = consistent
    ? 'namespace option strongConsistency'
    : ENTERPRISE_OPTIONS.find((each) => options[each] !== undefined);
  if (name === undefined) return;
  throw optionError(`${name} needs edition: 'enterprise'; the Community Edition does not have it`);
}

function parseNamespaces(input: unknown): readonly NamespaceOptions[] {
  if (!Array.isArray(input) || input.length === 0 || input.length > MAX_NAMESPACES) {
    throw optionError(`namespaces must be a list of 1 to ${MAX_NAMESPACES} names or options`);
  }
  const namespaces = (input as readonly NamespaceInput[]).map(parseNamespaceOptions);
  const names = namespaces.map(({ name }) => name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw optionError(`namespace "${double}" is given twice`);
  return Object.freeze(namespaces);
}

function parseAddress(value: unknown, name: string): PeerAddress | undefined {
  if (value === undefined) return undefined;
  try {
    return parseHost(checkText(value, name), 0);
  } catch (cause) {
    throw optionError(
      `${name} must be host, host:port or [ipv6]:port, found ${JSON.stringify(value)}`,
      { cause },
    );
  }
}

function integer(min: number, max: number): (value: unknown, name: string) => number {
  return (value, name) => checkInteger(value, name, min, max);
}

function oneOf<T extends string>(allowed: readonly T[]): (value: unknown, name: string) => T {
  return (value, name) => {
    if (!allowed.includes(value as T)) throw optionError(`${name} must be ${allowed.join(' or ')}`);
    return value as T;
  };
}
