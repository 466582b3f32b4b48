/** What a write does depending on whether the record exists. */

/** Creates the record, or updates it: bins that are not written stay. */
export const POLICY_EXISTS_IGNORE = 0;
/** Updates an existing record; fails with `RecordNotFound` otherwise. */
export const POLICY_EXISTS_UPDATE_ONLY = 1;
/** Creates the record, or replaces it: bins that are not written go. */
export const POLICY_EXISTS_REPLACE = 2;
/** Replaces an existing record; fails with `RecordNotFound` otherwise. */
export const POLICY_EXISTS_REPLACE_ONLY = 3;
/** Creates the record; fails with `RecordExistsError` when there is one. */
export const POLICY_EXISTS_CREATE_ONLY = 4;
/** The same as {@link POLICY_EXISTS_IGNORE}: creates or updates. */
export const POLICY_EXISTS_UPDATE = 6;

/** What a write does to a record that exists or does not. Default `POLICY_EXISTS_IGNORE`. */
export type ExistsPolicy =
  | typeof POLICY_EXISTS_IGNORE
  | typeof POLICY_EXISTS_UPDATE_ONLY
  | typeof POLICY_EXISTS_REPLACE
  | typeof POLICY_EXISTS_REPLACE_ONLY
  | typeof POLICY_EXISTS_CREATE_ONLY
  | typeof POLICY_EXISTS_UPDATE;
