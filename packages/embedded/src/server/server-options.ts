import { EmbeddedError } from '../error/embedded-error.js';
import {
  type NamespaceInput,
  type NamespaceOptions,
  parseNamespaceOptions,
} from '../storage/namespace-options.js';

/** What `EmbeddedServer.start` accepts. Every option has a default. */
export interface EmbeddedServerOptions {
  /** Address to listen on. Default 127.0.0.1. */
  readonly host?: string;
  /** Port to listen on. Default 0: any free one; read it from `server.port`. */
  readonly port?: number;
  /** Names of the namespaces, or names with options. Default `['test']`. */
  readonly namespaces?: readonly NamespaceInput[];
  /** Name of the cluster, which clients may require. Default `embedded`. */
  readonly clusterName?: string;
  /** Most connections at a time; more are closed at once. Default 15000, as in the real server. */
  readonly protoFdMax?: number;
  /** Closes connections that were silent for so many milliseconds; 0, the default, never does. */
  readonly protoFdIdleMs?: number;
}

/** The options, complete and checked. */
export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly namespaces: readonly NamespaceOptions[];
  readonly clusterName: string;
  readonly protoFdMax: number;
  readonly protoFdIdleMs: number;
}

const DEFAULTS = {
  host: '127.0.0.1',
  port: 0,
  namespaces: ['test'] as readonly NamespaceInput[],
  clusterName: 'embedded',
  protoFdMax: 15_000,
  protoFdIdleMs: 0,
};

/** The client keeps no more namespaces than this. */
const MAX_NAMESPACES = 32;

/**
 * Completes, checks and freezes the options.
 *
 * @throws {EmbeddedError} naming the option and what is allowed.
 */
export function parseServerOptions(input: EmbeddedServerOptions): ServerOptions {
  for (const key of Object.keys(input)) {
    if (!(key in DEFAULTS)) {
      throw invalid(`unknown option "${key}"; known are ${Object.keys(DEFAULTS).join(', ')}`);
    }
  }
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const options = { ...DEFAULTS, ...(Object.fromEntries(given) as EmbeddedServerOptions) };
  checkText('host', options.host);
  checkText('clusterName', options.clusterName);
  checkInteger('port', options.port, 0, 65_535);
  checkInteger('protoFdMax', options.protoFdMax, 1, 2 ** 21);
  checkInteger('protoFdIdleMs', options.protoFdIdleMs, 0, 2 ** 31 - 1);
  return Object.freeze({ ...options, namespaces: parseNamespaces(options.namespaces) });
}

function parseNamespaces(input: readonly NamespaceInput[]): readonly NamespaceOptions[] {
  if (!Array.isArray(input) || input.length === 0 || input.length > MAX_NAMESPACES) {
    throw invalid(`namespaces must be a list of 1 to ${MAX_NAMESPACES} names or options`);
  }
  const namespaces = input.map(parseNamespaceOptions);
  const names = namespaces.map(({ name }) => name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw invalid(`namespace "${double}" is given twice`);
  return Object.freeze(namespaces);
}

function checkText(name: string, value: unknown): void {
  if (typeof value !== 'string' || value === '') throw invalid(`${name} must be a text`);
}

function checkInteger(name: string, value: unknown, min: number, max: number): void {
  if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
    throw invalid(`${name} must be an integer from ${min} to ${max}`);
  }
}

function invalid(message: string): EmbeddedError {
  return new EmbeddedError('EMBEDDED_OPTION', message);
}
