/** Work under way that nobody has to wait for to its end; there is one piece for a subject at a time. */
export class Errands {
  readonly #underWay = new Map<unknown, Promise<void>>();

  /**
   * Starts work and waits for it, but no longer than `patience`: what takes longer goes on. Does nothing
   * while earlier work for the same subject is under way.
   *
   * @param patience - milliseconds; Infinity to wait for the end.
   * @param work - never rejects.
   */
  async run(subject: unknown, patience: number, work: () => Promise<void>): Promise<void> {
    if (this.#underWay.has(subject)) return;
    const running = work().finally(() => this.#underWay.delete(subject));
    this.#underWay.set(subject, running);
    await (patience === Infinity ? running : within(running, patience));
  }

  /** Resolves when nothing is under way. */
  async done(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }
}

async function within(work: Promise<void>, patience: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
}
