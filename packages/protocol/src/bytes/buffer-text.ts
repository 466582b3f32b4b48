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

/** One character for each byte. */
export function latin1Slice(buffer: Buffer, start = 0, end: number = buffer.length): string {
  return (buffer as unknown as TextBuffer).latin1Slice(start, end);
}

export function utf8Slice(buffer: Buffer, start = 0, end: number = buffer.length): string {
  return (buffer as unknown as TextBuffer).utf8Slice(start, end);
}

/** Writes the low byte of each character and returns how many were written. */
export function latin1Write(buffer: Buffer, text: string, offset: number): number {
  return (buffer as unknown as TextBuffer).latin1Write(text, offset);
}

/** Writes UTF-8 and returns the number of bytes. */
export function utf8Write(buffer: Buffer, text: string, offset: number): number {
  return (buffer as unknown as TextBuffer).utf8Write(text, offset);
}
