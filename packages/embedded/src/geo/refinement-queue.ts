/** Something that waits for its turn; larger priorities come first. */
export interface Prioritized {
  readonly priority: number;
}

/**
 * A binary heap whose order among equal priorities is that of the usual bottom-up heap: the hole at
 * the top sinks to a leaf, the right child wins a tie, and the last entry rises from there. S2
 * promises nothing about ties, but which cells a covering gets depends on them, and coverings are
 * visible: in stored values and in the index values of query answers.
 */
export class RefinementQueue<T extends Prioritized> {
  readonly #heap: T[] = [];

  get size(): number {
    return this.#heap.length;
  }

  push(entry: T): void {
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1, entry);
  }

  /** Removes and returns the entry of the largest priority, undefined when there is none. */
  pop(): T | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    this.#rise(this.#sinkHole(), last);
    return top;
  }

  /** Moves the hole at the top down to a leaf and returns where it ends. */
  #sinkHole(): number {
    const heap = this.#heap;
    let hole = 0;
    for (let child = 2; child <= heap.length; child = 2 * hole + 2) {
      const right = heap[child];
      const left = heap[child - 1] as T;
      if (right === undefined || right.priority < left.priority) child--;
      heap[hole] = heap[child] as T;
      hole = child;
    }
    return hole;
  }

  #rise(from: number, entry: T): void {
    const heap = this.#heap;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as T;
      if (above.priority >= entry.priority) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = entry;
  }
}
