/** What it takes for a server to have a feature. */
export interface FeatureNeeds {
  /** What it is called in messages. */
  readonly what: string;
  /** First version of the server that has it. */
  readonly since: string;
  /** Only the Enterprise Edition has it. */
  readonly isEnterprise: boolean;
}

function needs(what: string, since: string, isEnterprise = false): FeatureNeeds {
  return { what, since, isEnterprise };
}

/**
 * Features that not every server has which this client can talk to. Versions are the first with the
 * feature in the public source of the server, or in its release notes.
 */
export const FEATURES = {
  transactions: needs('transactions', '8.0', true),
  /** The commands on indexes have other parameters before. */
  indexes: needs('the index commands of this client', '8.1'),
  expressionIndexes: needs('indexes on expressions', '8.1'),
  pkiUsers: needs('users without a password', '8.1', true),
  pathExpressions: needs('path operations and path expressions', '8.1.1'),
  pathSelections: needs('the steps andFilter and mapKeysIn of a path', '8.1.2'),
  memberExpressions: needs('the expressions inList, mapKeys and mapValues', '8.1.2'),
  setIndexes: needs('indexes of sets', '8.1.2'),
  projections: needs('queries that return what operations read', '8.1.2'),
  xdrFilters: needs('filters of XDR', '5.3', true),
} as const satisfies Readonly<Record<string, FeatureNeeds>>;

/** A feature that not every server has. */
export type Feature = keyof typeof FEATURES;
