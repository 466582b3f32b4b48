/** A secondary index as its server describes it. */
export interface SindexInfo {
  /** Name of the index, unique within its namespace. */
  readonly name: string;
  /** Namespace of the index. */
  readonly namespace: string;
  /** Empty when the index is on records without regard to their set. */
  readonly set: string;
  /** Null when the index is on an expression. */
  readonly bin: string | null;
  /** Type of the values it holds. */
  readonly type: 'numeric' | 'string' | 'geo2dsphere' | 'blob';
  /** What of the bin it holds: its value, list elements, map keys or map values. */
  readonly collection: 'default' | 'list' | 'mapKeys' | 'mapValues';
  /** Path inside the bin in base64, as `contextToBase64` gives it; null for none. */
  readonly context: string | null;
  /** The expression that is indexed in base64, as `exp.toBase64` gives it; null for a bin. */
  readonly expression: string | null;
  /** `RW` once it is readable, `WO` while it is built, `ERROR`. */
  readonly state: string;
}

/** An index of the records of a set, which makes queries over the set find them fast. */
export interface SetIndexInfo {
  /** Name of the index, unique within its namespace. */
  readonly name: string;
  /** Namespace of the index. */
  readonly namespace: string;
  /** The set. */
  readonly set: string;
}
