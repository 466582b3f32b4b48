const ASCII_LOOP_LIMIT = 48;

/** UTF-8 size of a string in bytes. */
export function utf8Length(text: string): number {
  // For short text a loop beats the call into native code (crossover near 50 characters).
  if (text.length > ASCII_LOOP_LIMIT) return Buffer.byteLength(text);
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) return Buffer.byteLength(text);
  }
  return text.length;
}

/**
 * Orders two strings as their UTF-8 bytes would be ordered. JavaScript orders by UTF-16 code unit,
 * which differs for characters outside the basic plane.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return utf8Rank(x) - utf8Rank(y);
  }
  return a.length - b.length;
}

/** Surrogates (code points above U+FFFF) sort behind U+E000…U+FFFF in UTF-8. */
function utf8Rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}
