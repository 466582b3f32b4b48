import type { ClientIdentity } from '../security/client-identity.js';

/** What the server remembers of one connection. */
export interface Session extends ClientIdentity {
  /** The text of `user-agent-set`, base64; undefined until a client sends it. */
  userAgent: string | undefined;
  /** Aborted when the connection closes. */
  readonly signal: AbortSignal;
}
