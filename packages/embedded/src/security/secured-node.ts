import type { NodeSecurity } from './node-security.js';

/** As much of a node as security needs to know. */
export interface SecuredNode {
  /** Undefined when security is off: everybody may do everything. */
  readonly security: NodeSecurity | undefined;
}
