/** A command that can be put off until there is a connection for it. */
export interface WaitingCommand {
  /** Hands the command to the addon. */
  send(): void;
}

/**
 * Lets as many commands go at once as a node has connections; the others wait in their order. The
 * official client would refuse them instead of waiting.
 */
export class CommandLine {
  readonly #most: number;
  readonly #waiting = new Set<WaitingCommand>();
  #sent = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Sends the command, now or when it is its turn. */
  enter(command: WaitingCommand): void {
    if (this.#sent < this.#most) {
      this.#sent++;
      command.send();
    } else {
      this.#waiting.add(command);
    }
  }

  /** A command that was sent has ended. */
  leave(): void {
    this.#sent--;
    if (this.#waiting.size === 0 || this.#sent >= this.#most) return;
    const next = this.#waiting.values().next().value as WaitingCommand;
    this.#waiting.delete(next);
    this.#sent++;
    next.send();
  }

  /** True when the command still waited; it never goes then. */
  withdraw(command: WaitingCommand): boolean {
    return this.#waiting.delete(command);
  }
}
