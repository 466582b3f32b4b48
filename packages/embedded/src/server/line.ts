/** The connection that a frame came on, as faults treat it. */
export interface Line {
  /** Sends bytes as they are, behind the answers to earlier frames. */
  send(bytes: Buffer): Promise<void>;
  /** Closes the connection when everything has been sent. */
  end(): void;
  /** Closes the connection at once, with a reset where the transport has one. */
  reset(): void;
  /**
   * Answers nothing from now on.
   *
   * @param reads - whether what the client sends is still read, and thrown away.
   */
  mute(reads: boolean): void;
}
