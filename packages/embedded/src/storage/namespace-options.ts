import { MAX_TTL_SECONDS } from '@aeroform/protocol';
import { optionError } from '../error/option-error.js';
import { checkBoolean, checkInteger } from '../option/check-option.js';

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

const MAX_NAMESPACE_NAME_SIZE = 31;
/** Racks are numbered from 0 to this. */
export const MAX_RACK_ID = 1_000_000;
/** Most nodes of a cluster. */
export const MAX_NODES = 128;
/** Largest limit of the size of a record, in bytes. */
const MAX_RECORD_SIZE = 8 * 1024 * 1024;
/** Longest default time of a transaction, in seconds. */
const MAX_MRT_DURATION = 120;

/** One option: what holds without it, and what a given value must be. */
interface OptionSpec<T> {
  readonly default: T;
  /** @throws {EmbeddedError} naming the option and what is allowed. */
  readonly check: (value: unknown, name: string) => unknown;
}

const OPTIONS: {
  readonly [K in Exclude<keyof NamespaceOptions, 'name'>]: OptionSpec<NamespaceOptions[K]>;
} = {
  defaultTtl: integer(0, { max: MAX_TTL_SECONDS }),
  allowTtlWithoutNsup: flag(true),
  nsupPeriod: integer(0, { max: MAX_UINT32 }),
  defaultReadTouchTtlPct: integer(0, { max: 100 }),
  applyTtlReductions: flag(true),
  disallowNullSetname: flag(false),
  maxRecordSize: integer(1024 * 1024, { max: MAX_RECORD_SIZE }),
  replicationFactor: integer(1, { min: 1, max: MAX_NODES }),
  rackId: integer(0, { max: MAX_RACK_ID }),
  conflictResolutionPolicy: { default: 'generation', check: checkPolicy },
  strongConsistency: flag(false),
  strongConsistencyAllowExpunge: flag(false),
  mrtDuration: integer(10, { min: 1, max: MAX_MRT_DURATION }),
  tombRaiderPeriod: integer(SECONDS_OF_DAY, { max: MAX_TTL_SECONDS }),
  tombRaiderEligibleAge: integer(SECONDS_OF_DAY, { max: MAX_TTL_SECONDS }),
};

function integer(
  initial: number,
  { min = 0, max }: { readonly min?: number; readonly max: number },
): OptionSpec<number> {
  return { default: initial, check: (value, name) => checkInteger(value, name, min, max) };
}

function flag(initial: boolean): OptionSpec<boolean> {
  return { default: initial, check: checkBoolean };
}

function checkPolicy(value: unknown, name: string): void {
  if (value !== 'generation' && value !== 'last-update-time') {
    throw optionError(`${name} must be generation or last-update-time`);
  }
}

/**
 * Completes, checks and freezes the options of one namespace.
 *
 * @throws {EmbeddedError} naming the option and what is allowed.
 */
export function parseNamespaceOptions(input: NamespaceInput): NamespaceOptions {
  const given: unknown = typeof input === 'string' ? { name: input } : input;
  if (typeof given !== 'object' || given === null) {
    throw optionError('a namespace must be a name or an object with a name');
  }
  const { name, ...values } = given as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(values).find((key) => !Object.hasOwn(OPTIONS, key));
  if (unknown !== undefined) {
    const known = Object.keys(OPTIONS).join(', ');
    throw optionError(`unknown namespace option "${unknown}"; known are name, ${known}`);
  }
  checkName(name);
  const options = Object.entries(OPTIONS).map(([key, spec]) => {
    const value = values[key] === undefined ? spec.default : values[key];
    spec.check(value, `namespace option ${key}`);
    return [key, value];
  });
  return Object.freeze({ name, ...Object.fromEntries(options) }) as NamespaceOptions;
}

function checkName(name: unknown): void {
  const valid =
    typeof name === 'string' &&
    name !== '' &&
    Buffer.byteLength(name) <= MAX_NAMESPACE_NAME_SIZE &&
    /^[^\s;:,=/]+$/.test(name);
  if (!valid) {
    throw optionError(
      `a namespace name must have 1 to ${MAX_NAMESPACE_NAME_SIZE} bytes and none of ; : , = / or ` +
        `white space, found ${JSON.stringify(name)}`,
    );
  }
}
