import type { Subject } from '../subject.js';

/** How often something was asked of the real server, and what it said. */
export interface Use {
  exchanges: number;
  /** The result codes of the answers; empty for info commands. */
  readonly resultCodes: Set<number>;
}

/** Counts of recorded exchanges by what they use. */
export class Usage {
  readonly #uses = new Map<string, Use>();

  /** Counts one exchange for each subject, however often it is used in it. */
  add(subjects: ReadonlySet<Subject>, resultCodes: Iterable<number> = []): void {
    const codes = [...resultCodes];
    for (const subject of subjects) {
      const use = this.of(subject);
      use.exchanges++;
      for (const code of codes) use.resultCodes.add(code);
      this.#uses.set(subject, use);
    }
  }

  of(subject: Subject): Use {
    return this.#uses.get(subject) ?? { exchanges: 0, resultCodes: new Set() };
  }
}
