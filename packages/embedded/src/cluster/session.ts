/** What the server remembers of one connection. */
export interface Session {
  /** The text of `user-agent-set`, base64; undefined until a client sends it. */
  userAgent: string | undefined;
  /** Address of the client, `host:port`. */
  readonly remoteAddress: string;
  /** Aborted when the connection closes. */
  readonly signal: AbortSignal;
}
