import type { User } from '../security/user.js';

/** What the server remembers of one connection. */
export interface Session {
  /** Who has logged in; undefined for nobody. */
  user: User | undefined;
  /** Common name of the verified client certificate; undefined without one. */
  readonly certificateName: string | undefined;
  /** The text of `user-agent-set`, base64; undefined until a client sends it. */
  userAgent: string | undefined;
  /** Address of the client, `host:port`. */
  readonly remoteAddress: string;
  /** Aborted when the connection closes. */
  readonly signal: AbortSignal;
}
