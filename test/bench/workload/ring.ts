/** Things that are taken in turns, and not while they are in use: two writes of one would be a race. */
export class Ring<T> {
  readonly #load: () => Promise<T[]>;
  #loading: Promise<void> | undefined;
  #things: T[] | undefined;
  #taken = 0;
  #returned = 0;

  constructor(load: () => Promise<T[]>) {
    this.#load = load;
  }

  /** Uses the next one; all are loaded when the first is wanted. */
  next(use: (thing: T) => Promise<unknown>): Promise<void> {
    if (this.#things !== undefined) return this.#use(this.#things, use);
    this.#loading ??= this.#load().then((things) => void (this.#things = things));
    return this.#loading.then(() => this.#use(this.#things!, use));
  }

  #use(things: T[], use: (thing: T) => Promise<unknown>): Promise<void> {
    const thing = things[this.#taken++ % things.length]!;
    return use(thing).then(() => {
      things[this.#returned++ % things.length] = thing;
    });
  }
}
