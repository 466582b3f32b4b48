const BYTES = 256;

/** A set of bytes, written as a character class of JavaScript. */
export class ByteSet {
  readonly #members: boolean[] = new Array<boolean>(BYTES).fill(false);

  /** The set of these characters of one byte. */
  static of(characters: Iterable<string>): ByteSet {
    const set = new ByteSet();
    for (const character of characters) set.add(character.charCodeAt(0));
    return set;
  }

  has(byte: number): boolean {
    return this.#members[byte] as boolean;
  }

  add(byte: number): void {
    this.#members[byte] = true;
  }

  addRange(first: number, last: number): void {
    this.#members.fill(true, first, last + 1);
  }

  addAll(other: ByteSet): void {
    for (let byte = 0; byte < BYTES; byte++) if (other.has(byte)) this.add(byte);
  }

  complement(): ByteSet {
    const set = new ByteSet();
    for (let byte = 0; byte < BYTES; byte++) if (!this.has(byte)) set.add(byte);
    return set;
  }

  /** Source of a regular expression that matches one member. */
  toRegExpSource(): string {
    let source = '';
    for (let byte = 0; byte < BYTES; byte++) {
      if (!this.has(byte)) continue;
      const first = byte;
      while (byte + 1 < BYTES && this.has(byte + 1)) byte++;
      source += first === byte ? escapeByte(byte) : `${escapeByte(first)}-${escapeByte(byte)}`;
    }
    return `[${source}]`;
  }
}

/** A byte in the source of a regular expression, inside or outside of a class. */
function escapeByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
