import { types } from 'node:util';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { toBin } from '../mapping/to-bin.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/**
 * Refuses what is no id of an entity.
 *
 * @throws OptionError, or MappingError for an id of the wrong type
 */
export function checkId({ id, name }: EntityMetadata, given: unknown): void {
  if (given === undefined || given === null) {
    throw new OptionError(
      'id',
      `a reference takes the ${id.property} of a ${name}; got ${describeValue(given)}`,
    );
  }
  if (typeof given === 'object' && !types.isUint8Array(given)) {
    throw new OptionError(
      'id',
      `a reference takes a ${name} or its ${id.property}; got ${describeValue(given)}`,
    );
  }
  toBin(id.value, given, id.label);
}
