import { isName, type KnownName, knownName } from './name-table.js';

/** Records have many bins at most times the same: further ones are looked up. */
const MOST_PLACES = 256;

/**
 * Names at their places, as they come again in one record after the other: comparing a name with the one
 * of the last record is less than looking it up.
 */
export class NameSequence {
  readonly #last: (KnownName | undefined)[] = [];

  /** Reads the name at a place. */
  read(place: number, buffer: Buffer, start: number, end: number): string {
    const last = this.#last[place];
    if (last !== undefined && isName(last, buffer, start, end)) return last.name;
    const known = knownName(buffer, start, end);
    if (place === this.#last.length && place < MOST_PLACES) this.#last.push(known);
    else if (place < this.#last.length) this.#last[place] = known;
    return known.name;
  }
}
