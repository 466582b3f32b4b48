/** Only the digest goes to the server. */
export const POLICY_KEY_DIGEST = 0;
/** Writes store the user key with the record, so that queries and batches give it back. */
export const POLICY_KEY_SEND = 1;

/** Whether the user key is stored with the record. Default `POLICY_KEY_DIGEST`. */
export type KeyPolicy = typeof POLICY_KEY_DIGEST | typeof POLICY_KEY_SEND;
