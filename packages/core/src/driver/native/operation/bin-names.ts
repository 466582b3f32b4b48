/** Some names of bins. One costs no set, and few operations have results for more. */
export class BinNames {
  #first: string | undefined = undefined;
  #others: Set<string> | undefined = undefined;

  has(name: string): boolean {
    return name === this.#first || this.#others?.has(name) === true;
  }

  add(name: string): void {
    if (this.#first === undefined) this.#first = name;
    else if (name !== this.#first) (this.#others ??= new Set()).add(name);
  }
}
