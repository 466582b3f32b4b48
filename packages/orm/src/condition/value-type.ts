import type { ScalarKind, StoredType, ValueMetadata } from '../metadata/value-metadata.js';
import { storedTypeOf } from '../metadata/value-metadata.js';

/** Types of stored values that conditions tell apart. */
export type ValueType = StoredType | 'list' | 'map';

/**
 * The stored type of a declared value, or `dynamic` when nothing is declared. An embedded object
 * spread over bins has no value of its own: `null`.
 */
export function valueTypeOf(value: ValueMetadata): ValueType | 'dynamic' | null {
  switch (value.kind) {
    case 'dynamic':
      return 'dynamic';
    case 'list':
    case 'set':
      return 'list';
    case 'map':
    case 'keyedList':
      return 'map';
    case 'reference':
      return value.by === 'digest' ? 'blob' : valueTypeOf(value.target().id.value);
    case 'embedded':
      return value.as === 'bins' ? null : value.as;
    default:
      return storedTypeOf[value.kind satisfies ScalarKind];
  }
}
