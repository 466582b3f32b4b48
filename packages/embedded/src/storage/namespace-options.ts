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
  /**
   * How large the last part of a record's life is in which reads that ask for the default renew it, in
   * percent of its TTL: 0, the default, to 100.
   */
  readonly defaultReadTouchTtlPct: number;
  /** Let writes make records expire earlier than they would have. Default true. */
  readonly applyTtlReductions: boolean;
  /** Refuse writes without a set name (result code 4). Default false. */
  readonly disallowNullSetname: boolean;
  /** Largest record in bytes; a write beyond answers 13. Default 1 MiB. */
  readonly maxRecordSize: number;
  /**
   * Nodes of a cluster that have each record, 1 to 128; no more than there are nodes take effect.
   * Default 1; `EmbeddedCluster` has an option of the same name for all namespaces.
   */
  readonly replicationFactor: number;
  /** Rack of the node, 0 to 1,000,000; shown in the configuration. Default 0. */
  readonly rackId: number;
  /**
   * Which version of a record stays when nodes that were cut off from each other meet again: the one
   * with the higher generation, or the one that was written last. Default `generation`.
   */
  readonly conflictResolutionPolicy: 'generation' | 'last-update-time';
  /**
   * Strong consistency (`strong-consistency`), which transactions need: deletes must be durable, reads
   * take the modes of strong consistency. Enterprise edition only. Default false.
   */
  readonly strongConsistency: boolean;
  /** Accept deletes that are not durable although the namespace is strongly consistent. Default false. */
  readonly strongConsistencyAllowExpunge: boolean;
  /** Seconds that a transaction may take whose client does not say, 1 to 120. Default 10. */
  readonly mrtDuration: number;
  /** Seconds between two rounds of the tomb raider, 0 for none. Default 86400. */
  readonly tombRaiderPeriod: number;
  /** Seconds after which the tomb raider removes what a durable delete has left. Default 86400. */
  readonly tombRaiderEligibleAge: number;
}

/** What a caller may give: a name, or a name and options. */
export type NamespaceInput = string | ({ readonly name: string } & Partial<NamespaceOptions>);

const MAX_UINT32 = 0xffff_ffff;
const SECONDS_OF_DAY = 24 * 60 * 60;

const DEFAULTS: Omit<NamespaceOptions, 'name'> = {
  defaultTtl: 0,
  allowTtlWithoutNsup: true,
  nsupPeriod: 0,
  defaultReadTouchTtlPct: 0,
  applyTtlReductions: true,
  disallowNullSetname: false,
  maxRecordSize: 1024 * 1024,
  replicationFactor: 1,
  rackId: 0,
  conflictResolutionPolicy: 'generation',
  strongConsistency: false,
  strongConsistencyAllowExpunge: false,
  mrtDuration: 10,
  tombRaiderPeriod: SECONDS_OF_DAY,
  tombRaiderEligibleAge: SECONDS_OF_DAY,
};

const MAX_NAMESPACE_NAME_SIZE = 31;
const MAX_RACK_ID = 1_000_000;
const MAX_NODES = 128;
/** Longest default time of a transaction, in seconds. */
const MAX_MRT_DURATION = 120;

type KeyOf<T> = {
  [K in keyof NamespaceOptions]: NamespaceOptions[K] extends T ? K : never;
}[keyof NamespaceOptions];

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
  checkInteger(options, 'nsupPeriod', MAX_UINT32);
  checkInteger(options, 'defaultReadTouchTtlPct', 100);
  checkBoolean(options, 'applyTtlReductions');
  checkInteger(options, 'maxRecordSize', 8 * 1024 * 1024);
  checkBoolean(options, 'allowTtlWithoutNsup');
  checkBoolean(options, 'disallowNullSetname');
  checkInteger(options, 'replicationFactor', MAX_NODES, 1);
  checkInteger(options, 'rackId', MAX_RACK_ID);
  checkPolicy(options.conflictResolutionPolicy);
  checkBoolean(options, 'strongConsistency');
  checkBoolean(options, 'strongConsistencyAllowExpunge');
  checkInteger(options, 'mrtDuration', MAX_MRT_DURATION, 1);
  checkInteger(options, 'tombRaiderPeriod', MAX_TTL_SECONDS);
  checkInteger(options, 'tombRaiderEligibleAge', MAX_TTL_SECONDS);
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
  key: KeyOf<number>,
  max: number,
  min: number = 0,
): void {
  const value: unknown = options[key];
  if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
    throw invalid(`namespace option ${key} must be an integer from ${min} to ${max}`);
  }
}

function checkPolicy(value: unknown): void {
  if (value !== 'generation' && value !== 'last-update-time') {
    throw invalid(
      'namespace option conflictResolutionPolicy must be generation or last-update-time',
    );
  }
}

function checkBoolean(options: NamespaceOptions, key: KeyOf<boolean>): void {
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
