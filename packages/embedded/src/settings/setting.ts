/** One setting of the server's configuration. */
export interface Setting {
  /** Its value at the start, as the server shows it. */
  readonly initial: string;
  /**
   * Reads a value that a client sets, as the server reads it. Missing for settings that cannot be
   * changed while the server runs.
   *
   * @returns the value as the server shows it, undefined when the server refuses it.
   */
  readonly parse?: (text: string) => string | undefined;
}

/** Settings by name, in the order in which the server lists and looks for them. */
export type SettingTable = Readonly<Record<string, Setting>>;

/** A setting that cannot be changed while the server runs. */
export function fixed(initial: string | number | boolean): Setting {
  return { initial: String(initial) };
}

/** Settings that cannot be changed, from a list of `name=value`. */
export function fixedTable(list: string): SettingTable {
  return Object.fromEntries(
    list
      .trim()
      .split(/\s+/)
      .map((pair) => {
        const equals = pair.indexOf('=');
        return [pair.slice(0, equals), fixed(pair.slice(equals + 1))];
      }),
  );
}

/** `true` or `false`, in small letters. */
export function flag(initial: boolean): Setting {
  return {
    initial: String(initial),
    parse: (text) => (text === 'true' || text === 'false' ? text : undefined),
  };
}

/** The values of a number: without them, any of 32 bits. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Bits of a C int. */
const INT_BITS = 32;
const INTEGER = /^(-?)(\d*)([kmgKMG]?)$/;
const MULTIPLES: Readonly<Record<string, bigint>> = {
  '': 1n,
  K: 1n << 10n,
  M: 1n << 20n,
  G: 1n << 30n,
};

/**
 * A C int, with `K`, `M` or `G` behind it for multiples of 1,024; nothing at all is 0, and what does
 * not fit into 32 bits wraps around. The server shows it as an unsigned number.
 */
export function integer(initial: number, range?: Range): Setting {
  return {
    initial: String(initial),
    parse: (text) => {
      const value = parseInteger(text);
      if (value === undefined) return undefined;
      const signed = Number(BigInt.asIntN(INT_BITS, value));
      if (range !== undefined && (signed < range.min || signed > range.max)) return undefined;
      return String(BigInt.asUintN(INT_BITS, value));
    },
  };
}

/** An unsigned number of 64 bits, with `K`, `M` or `G` behind it for multiples of 1,024. */
export function size(initial: number): Setting {
  return {
    initial: String(initial),
    parse: (text) => {
      const value = parseInteger(text);
      return value === undefined || text.startsWith('-') ? undefined : String(value);
    },
  };
}

function parseInteger(text: string): bigint | undefined {
  const match = INTEGER.exec(text);
  if (match === null) return undefined;
  const [, sign = '', digits = '', unit = ''] = match;
  const value = BigInt(digits || '0') * (MULTIPLES[unit.toUpperCase()] as bigint);
  return sign === '-' ? -value : value;
}

const SECONDS = /^(\d*)([smhdSMHD]?)$/;
const SECONDS_OF: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };
export const MAX_UINT32 = 0xffff_ffff;

/**
 * Seconds, with `s`, `m`, `h` or `d` behind them; nothing at all is 0. -1 stands for the largest number
 * of 32 bits.
 */
export function seconds(initial: number, max: number = MAX_UINT32): Setting {
  return {
    initial: String(initial),
    parse: (text) => {
      if (text === '-1') return max === MAX_UINT32 ? String(MAX_UINT32) : undefined;
      const match = SECONDS.exec(text);
      if (match === null) return undefined;
      const [, digits = '', unit = ''] = match;
      const value = Number(digits || '0') * (SECONDS_OF[unit.toLowerCase()] as number);
      return value <= max ? String(value) : undefined;
    },
  };
}
