import type { MergeRule } from '../type/merge-rule.js';
import type { ValueMetadata } from './value-metadata.js';

/** What a property is for: most are bins; the others come from the key and the record's header. */
export type PropertyRole = 'bin' | 'id' | 'version' | 'ttl' | 'expiresAt';

/** When a date property is set by the mapper. */
export type AuditMoment = 'created' | 'updated' | 'deleted';

/** One mapped property of an entity or embeddable class. Frozen. */
export interface PropertyMetadata {
  /** The property of the class. */
  readonly property: string;
  /** `Class.property`, for errors. */
  readonly label: string;
  /** What the property is for. */
  readonly role: PropertyRole;
  /**
   * The bin, or the map key inside an embedded map. Null when the property is not stored under a
   * name: version, ttl, expiresAt, an id that is only the user key, or an embedded object spread over bins.
   */
  readonly storedName: string | null;
  /** How the value is stored. */
  readonly value: ValueMetadata;
  /** False: null is refused before anything is sent. */
  readonly nullable: boolean;
  /** The value of an absent property, or a function that makes it; undefined without a default. */
  readonly default: unknown;
  /** What becomes of it when a save is merged with that of another writer; null: a conflict. */
  // Any: the values are those of whichever property declares the rule.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly merge: MergeRule<any> | null;
  /** Set to the time of the write by the mapper. */
  readonly audit: AuditMoment | null;
  /** False: read only when it is named (`@Bin({ select: false })`). */
  readonly selected: boolean;
  /** First layout of a versioned list that has the property (`@Since`); null for all. */
  readonly since: number | null;
  /** Last layout of a versioned list that has the property (`@Until`); null for all. */
  readonly until: number | null;
  /** Its place in a list (`@Ordinal`), before those without one; null for the order of declaration. */
  readonly ordinal: number | null;
}
