/** What kind of value an index holds. */
export type SindexType = 'numeric' | 'string' | 'blob' | 'geo2dsphere';

/** Which part of its source an index holds: the value itself, or what is inside a list or map. */
export type SindexCollection = 'default' | 'list' | 'mapkeys' | 'mapvalues';

/** What a secondary index is over. */
export interface SindexDefinition {
  /** Binary string; empty for all sets. */
  readonly set: string;
  /** Binary string; empty for an index over an expression. */
  readonly binName: string;
  readonly type: SindexType;
  readonly collection: SindexCollection;
  /** Msgpack of the path from the bin to the indexed value. */
  readonly context: Buffer | undefined;
  /** Msgpack of the expression whose value is indexed instead of a bin. */
  readonly expression: Buffer | undefined;
}

/** Indexes by the texts of info commands; cases do not matter there. */
export const SINDEX_TYPES: readonly SindexType[] = ['numeric', 'string', 'blob', 'geo2dsphere'];
export const SINDEX_COLLECTIONS: readonly SindexCollection[] = [
  'default',
  'list',
  'mapkeys',
  'mapvalues',
];

/** Equal for equal definitions. */
export function definitionKey(definition: SindexDefinition): string {
  const { set, binName, type, collection, context, expression } = definition;
  return [
    set,
    binName,
    type,
    collection,
    context?.toString('latin1') ?? 'no context',
    expression?.toString('latin1') ?? 'no expression',
  ]
    .map((part) => `${part.length}:${part}`)
    .join('|');
}
