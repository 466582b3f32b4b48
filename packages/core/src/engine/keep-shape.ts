const kept: object[] = [];

/**
 * Keeps what V8 knows of the objects of a class. It forgets how they are laid out when none of them lives
 * at a full garbage collection, and throws away the machine code that it made for them: after an idle
 * moment, the next commands took half as much time again, until all of it was compiled anew. For packages
 * that build on this one, too.
 *
 * @param sample - an object as the class makes them; it lives as long as the process.
 */
export function keepShape(sample: object): void {
  kept.push(sample);
}
