import type { ReadPolicy } from './read-policy.js';
import type { WritePolicy } from './write-policy.js';

/** Policy of `operate` and `operateOrdered`: that of a write, and where reads go. */
export interface OperatePolicy extends WritePolicy, ReadPolicy {}
