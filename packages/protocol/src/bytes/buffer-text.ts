/**
 * The text primitives of Node's Buffer that its public `toString` and `write` end in. They are not in
 * the type declarations, but exist in Node, Bun and Deno, and save the lookup of the encoding, which
 * costs more than reading a short bin name.
 */
interface TextBuffer {
  latin1Slice(start?: number, end?: number): string;
  utf8Slice(start?: number, end?: number): string;
  latin1Write(text: string, offset: number): number;
  utf8Write(text: string, offset: number): number;
}

/** Up to this length a loop beats the call into native code (8 characters: 17 against 47 ns). */
const LOOP_LIMIT = 24;

/** One character for each byte. */
export function latin1Slice(buffer: Buffer, start = 0, end: number = buffer.length): string {
  return (buffer as unknown as TextBuffer).latin1Slice(start, end);
}

export function utf8Slice(buffer: Buffer, start = 0, end: number = buffer.length): string {
  return (buffer as unknown as TextBuffer).utf8Slice(start, end);
}

/**
 * Writes the low byte of each character; the buffer must have room for all.
 *
 * @returns how many were written.
 */
export function latin1Write(buffer: Buffer, text: string, offset: number): number {
  const length = text.length;
  if (length > LOOP_LIMIT) {
    return (buffer as unknown as TextBuffer).latin1Write(text, offset);
  }
  for (let i = 0; i < length; i++) buffer[offset + i] = text.charCodeAt(i);
  return length;
}

/** Writes UTF-8 and returns the number of bytes. */
export function utf8Write(buffer: Buffer, text: string, offset: number): number {
  return (buffer as unknown as TextBuffer).utf8Write(text, offset);
}

/**
 * Writes a short string when it is ASCII.
 *
 * @returns false when it is not, or is longer: the bytes behind `offset` mean nothing then.
 */
export function writeAscii(buffer: Buffer, text: string, offset: number): boolean {
  const length = text.length;
  if (length > LOOP_LIMIT) return false;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return false;
    buffer[offset + i] = unit;
  }
  return true;
}

/** Longer text is put together as a rope by the engine, and takes longer than the call. */
const SHORT_LIMIT = 12;

/**
 * Text of up to 12 ASCII bytes; undefined for every other range.
 *
 * Such text is the most frequent (keys, codes, names), and the call into native code costs more than the
 * text itself.
 */
export function asciiSlice(buffer: Buffer, start: number, end: number): string | undefined {
  const size = end - start;
  if (size > SHORT_LIMIT) return undefined;
  if (size < 8) return upTo8Ascii(buffer, start, size);
  const head = eightAscii(buffer, start);
  if (head === undefined || size === 8) return head;
  const tail = fewAscii(buffer, start + 8, size - 8);
  return tail === undefined ? undefined : head + tail;
}

function upTo8Ascii(buffer: Buffer, start: number, size: number): string | undefined {
  if (size <= 4) return fewAscii(buffer, start, size);
  const head = fewAscii(buffer, start, 4);
  const tail = fewAscii(buffer, start + 4, size - 4);
  return head === undefined || tail === undefined ? undefined : head + tail;
}

function eightAscii(buffer: Buffer, start: number): string | undefined {
  const a = buffer[start] as number;
  const b = buffer[start + 1] as number;
  const c = buffer[start + 2] as number;
  const d = buffer[start + 3] as number;
  const e = buffer[start + 4] as number;
  const f = buffer[start + 5] as number;
  const g = buffer[start + 6] as number;
  const h = buffer[start + 7] as number;
  if ((a | b | c | d | e | f | g | h) > 0x7f) return undefined;
  return String.fromCharCode(a, b, c, d, e, f, g, h);
}

function fewAscii(buffer: Buffer, start: number, size: number): string | undefined {
  if (size === 0) return '';
  const a = buffer[start] as number;
  const b = size > 1 ? (buffer[start + 1] as number) : 0;
  const c = size > 2 ? (buffer[start + 2] as number) : 0;
  const d = size > 3 ? (buffer[start + 3] as number) : 0;
  if ((a | b | c | d) > 0x7f) return undefined;
  if (size === 4) return String.fromCharCode(a, b, c, d);
  if (size === 3) return String.fromCharCode(a, b, c);
  return size === 2 ? String.fromCharCode(a, b) : String.fromCharCode(a);
}
