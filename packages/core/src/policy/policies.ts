import type {
  CompleteAdminPolicy,
  CompleteBatchPolicy,
  CompleteOperatePolicy,
  CompleteQueryPolicy,
  CompleteReadPolicy,
  CompleteRemovePolicy,
  CompleteWritePolicy,
} from './complete-policy.js';

/** What the policy of each call starts from. */
export interface Policies {
  readonly read: CompleteReadPolicy;
  readonly write: CompleteWritePolicy;
  readonly remove: CompleteRemovePolicy;
  readonly operate: CompleteOperatePolicy;
  readonly batch: CompleteBatchPolicy;
  readonly query: CompleteQueryPolicy;
  readonly admin: CompleteAdminPolicy;
}
