/** Makes changes durable before the answers that tell of them leave the server. */
export interface Journal {
  /**
   * Writes down what has changed since the last call.
   *
   * @throws {EmbeddedError} `EMBEDDED_DATA_DIRECTORY` when that is not possible: nothing may be
   *   answered then. The next call tries again.
   */
  flush(): void;
  /**
   * Writes down everything: all of the node was replaced.
   *
   * @throws {EmbeddedError} as {@link flush}.
   */
  replaceAll(): void;
}
