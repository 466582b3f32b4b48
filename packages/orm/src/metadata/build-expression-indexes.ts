import { MetadataError } from '../error/metadata-error.js';
import { checkIndexName } from './build-indexes.js';
import { checkChoice } from './check-options.js';
import type { CollectedClass } from './collect-members.js';
import type { ExpressionIndexMetadata } from './entity-metadata.js';
import type { IndexMetadata } from './index-metadata.js';

/** The indexes on computed values, checked against those on bins. */
export function buildExpressionIndexes(
  label: string,
  { expressionIndexes }: CollectedClass,
  indexes: readonly IndexMetadata[],
): ExpressionIndexMetadata[] {
  return expressionIndexes.map(({ name, type, build }) => {
    checkIndexName(name, label);
    checkChoice('type', type, ['numeric', 'string', 'geo2dsphere', 'blob'], label);
    if (type === undefined || typeof build !== 'function') {
      throw new MetadataError(
        label,
        `@ExpressionIndex takes name, type and function: @ExpressionIndex('total', 'numeric', (f) => …)`,
      );
    }
    const other = indexes.find((index) => index.name === name);
    if (other !== undefined) {
      throw new MetadataError(label, `index name '${name}' is also that of ${other.label}`);
    }
    return { name, type, build, label };
  });
}
