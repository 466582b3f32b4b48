/** Where an operation is in the caller's arguments. Its text is made for errors only. */
export class OperationPlace {
  /** Of the operation that is being looked at. */
  index = 0;
  readonly #path: string;

  /** @param path - of the operations. */
  constructor(path: string) {
    this.#path = path;
  }

  get text(): string {
    return `${this.#path}[${this.index}]`;
  }
}
