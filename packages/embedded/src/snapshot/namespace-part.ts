import type { NamespaceState } from '../storage/namespace.js';
import type { SindexesState } from '../sindex/sindex-registry.js';
import type { SindexDefinition } from '../sindex/sindex-definition.js';
import type { JsonValue } from '../part/json-value.js';

/** What a namespace holds besides records and index entries, as it is kept in files. */
export interface NamespacePart {
  readonly changedOptions: NamespaceState['changedOptions'];
  /** Name and truncation of each set, in the order of their creation. */
  readonly sets: readonly (readonly [name: string, truncateLut: number])[];
  readonly truncateLut: number;
  readonly latestTruncateLut: number;
  readonly sindexes: readonly (readonly [name: string, definition: SavedDefinition])[];
  readonly setIndexes: SindexesState['setIndexes'];
}

type SavedDefinition = Omit<SindexDefinition, 'context' | 'expression'> & {
  /** Base64. */
  readonly context?: string;
  /** Base64. */
  readonly expression?: string;
};

const PREFIX = 'namespace:';

/** The name of this part in files. */
export function namespacePartName(namespace: string): string {
  return PREFIX + namespace;
}

/** The namespace that a part is of; undefined for the other parts. */
export function namespaceOfPart(partName: string): string | undefined {
  return partName.startsWith(PREFIX) ? partName.slice(PREFIX.length) : undefined;
}

export function encodeNamespacePart(
  records: Omit<NamespaceState, 'partitions' | 'objects'>,
  indexes: SindexesState,
): JsonValue {
  const part: NamespacePart = {
    changedOptions: records.changedOptions,
    sets: records.sets.map(({ name, truncateLut }) => [name, truncateLut]),
    truncateLut: records.truncateLut,
    latestTruncateLut: records.latestTruncateLut,
    sindexes: indexes.sindexes.map(({ name, definition }) => [name, saveDefinition(definition)]),
    setIndexes: indexes.setIndexes,
  };
  return part as unknown as JsonValue;
}

/** Reads what {@link encodeNamespacePart} made. */
export function decodeNamespacePart(state: JsonValue): NamespacePart {
  return state as unknown as NamespacePart;
}

export function sindexesOfPart(part: NamespacePart): SindexesState {
  return {
    sindexes: part.sindexes.map(([name, saved]) => ({ name, definition: loadDefinition(saved) })),
    setIndexes: part.setIndexes,
  };
}

function saveDefinition({ context, expression, ...rest }: SindexDefinition): SavedDefinition {
  return {
    ...rest,
    ...(context === undefined ? {} : { context: context.toString('base64') }),
    ...(expression === undefined ? {} : { expression: expression.toString('base64') }),
  };
}

function loadDefinition({ context, expression, ...rest }: SavedDefinition): SindexDefinition {
  return {
    ...rest,
    context: context === undefined ? undefined : Buffer.from(context, 'base64'),
    expression: expression === undefined ? undefined : Buffer.from(expression, 'base64'),
  };
}
