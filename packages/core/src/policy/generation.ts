/** Writes whatever the generation is. */
export const POLICY_GEN_IGNORE = 0;
/** Writes only when the record's generation equals `meta.gen`. */
export const POLICY_GEN_EQ = 1;
/** Writes only when `meta.gen` is greater than the record's generation (restoring backups). */
export const POLICY_GEN_GT = 2;

/**
 * How the generation of the record is compared with `meta.gen`. Default: EQ when `meta.gen` is
 * given, otherwise IGNORE.
 */
export type GenPolicy = typeof POLICY_GEN_IGNORE | typeof POLICY_GEN_EQ | typeof POLICY_GEN_GT;

/** Largest generation; the next write wraps to 1. */
export const MAX_GENERATION = 0xffff;
