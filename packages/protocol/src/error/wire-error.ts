/** Bytes that are not what the protocol says they must be. */
export class WireError extends Error {
  override readonly name = 'WireError';
  /** Stable machine-readable code. */
  readonly code = 'WIRE_MALFORMED';
  /** Byte offset, inside the buffer that was decoded, at which decoding stopped. */
  readonly offset: number;
  /** What the decoder needed to find at `offset`. */
  readonly expected: string;

  constructor(offset: number, expected: string) {
    super(`malformed bytes at offset ${offset}: expected ${expected}`);
    this.offset = offset;
    this.expected = expected;
  }
}
