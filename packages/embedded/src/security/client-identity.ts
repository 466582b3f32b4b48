import type { User } from './user.js';

/** A client, as security sees it: who it is, and where it comes from. */
export interface ClientIdentity {
  /** Who has logged in; undefined for nobody. */
  user: User | undefined;
  /** Common name of the verified client certificate; undefined without one. */
  readonly certificateName: string | undefined;
  /** Address of the client, `host:port`. */
  readonly remoteAddress: string;
}
