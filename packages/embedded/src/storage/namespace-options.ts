import { MAX_TTL_SECONDS } from '@aeroform/protocol';
import { EmbeddedError } from '../error/embedded-error.js';

/** How a namespace behaves; the names are those of the server's configuration. */
export interface NamespaceOptions {
  /** Name of 1 to 31 bytes. */
  readonly name: string;
  /** TTL of writes that ask for the default, in seconds; 0 keeps records for ever. Default 0. */
  readonly defaultTtl: number;
  /** Accept writes with a TTL although `nsupPeriod` is 0. Default true. */
  readonly allowTtlWithoutNsup: boolean;
  /**
   * Seconds between two sweeps that remove expired records. With 0, the default, none are: expired
   * records are not found, but stay in memory.
   */
  readonly nsupPeriod: number;
  /** Refuse writes without a set name (result code 4). Default false. */
  readonly disallowNullSetname: boolean;
  /** Largest record in bytes; a write beyond answers 13. Default 1 MiB. */
  readonly maxRecordSize: number;
}

/** What a caller may give: a name, or a name and options. */
export type NamespaceInput = string | ({ readonly name: string } & Partial<NamespaceOptions>);

const DEFAULTS: Omit<NamespaceOptions, 'name'> = {
  defaultTtl: 0,
  allowTtlWithoutNsup: true,
  nsupPeriod: 0,
  disallowNullSetname: false,
  maxRecordSize: 1024 * 1024,
};

const MAX_NAMESPACE_NAME_SIZE = 31;

/** Checks one namespace option and freezes it. */
export function parseNamespaceOptions(input: NamespaceInput): NamespaceOptions {
  const given: object = typeof input === 'string' ? { name: input } : input;
  if (typeof given !== 'object' || given === null) {
    throw invalid('a namespace must be a name or an object with a name');
  }
  for (const key of Object.keys(given)) {
    if (key !== 'name' && !(key in DEFAULTS)) {
      throw invalid(
        `unknown namespace option "${key}"; known are name, ${Object.keys(DEFAULTS).join(', ')}`,
      );
    }
  }
  const options = { ...DEFAULTS, ...withoutUndefined(given) } as NamespaceOptions;
  checkName(options.name);
  checkInteger(options, 'defaultTtl', MAX_TTL_SECONDS);
  checkInteger(options, 'nsupPeriod', 24 * 60 * 60);
  checkInteger(options, 'maxRecordSize', 8 * 1024 * 1024);
  checkBoolean(options, 'allowTtlWithoutNsup');
  checkBoolean(options, 'disallowNullSetname');
  return Object.freeze(options);
}

function checkName(name: unknown): void {
  const valid =
    typeof name === 'string' &&
    name !== '' &&
    Buffer.byteLength(name) <= MAX_NAMESPACE_NAME_SIZE &&
    /^[^\s;:,=/]+$/.test(name);
  if (!valid) {
    throw invalid(
      `a namespace name must have 1 to ${MAX_NAMESPACE_NAME_SIZE} bytes and none of ; : , = / or ` +
        `white space, found ${JSON.stringify(name)}`,
    );
  }
}

function checkInteger(
  options: NamespaceOptions,
  key: 'defaultTtl' | 'nsupPeriod' | 'maxRecordSize',
  max: number,
): void {
  const value: unknown = options[key];
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > max) {
    throw invalid(`namespace option ${key} must be an integer from 0 to ${max}`);
  }
}

function checkBoolean(
  options: NamespaceOptions,
  key: 'allowTtlWithoutNsup' | 'disallowNullSetname',
): void {
  if (typeof options[key] !== 'boolean') {
    throw invalid(`namespace option ${key} must be true or false`);
  }
}

function withoutUndefined(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function invalid(message: string): EmbeddedError {
  return new EmbeddedError('EMBEDDED_OPTION', message);
}
