export const UINT64_MAX = 0xffff_ffff_ffff_ffffn;

const INTEGER = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|[0-9]+)/;

/**
 * Reads an unsigned 64-bit integer as C does: decimal, octal with a leading 0, or hexadecimal with 0x;
 * what follows the digits is ignored, and a text without digits is 0.
 *
 * @param overflow - what stands for numbers of more than 64 bits.
 */
export function parseUnsigned(text: string, overflow: bigint): bigint {
  const match = INTEGER.exec(text);
  if (match === null) return 0n;
  const value = parseDigits(match[2] as string);
  if (value > UINT64_MAX) return overflow;
  return match[1] === '-' ? BigInt.asUintN(64, -value) : value;
}

/** The same for a text that must be nothing but a number; undefined when it is not. */
export function parseWholeUnsigned(text: string): bigint | undefined {
  const match = INTEGER.exec(text);
  if (match === null || match[0].length !== text.length || /^\s/.test(text)) return undefined;
  const value = parseDigits(match[2] as string);
  if (value > UINT64_MAX) return undefined;
  return match[1] === '-' ? BigInt.asUintN(64, -value) : value;
}

function parseDigits(digits: string): bigint {
  if (/^0[xX]/.test(digits)) return BigInt(digits);
  const octal = digits.startsWith('0') ? (/^[0-7]*/.exec(digits) as RegExpExecArray)[0] : '';
  return octal.length > 1 ? BigInt(`0o${octal}`) : BigInt(digits);
}
