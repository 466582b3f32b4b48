import type { EntityClass } from '../type/entity-type.js';
import { checkChoice, checkOptions, checkWhole } from './check-options.js';
import { classChain } from './class-chain.js';
import { ownDeclarations } from './decorator-target.js';

/** `@Embeddable(options)`. */
export interface EmbeddableOptions {
  /** How objects of the class are stored where nothing else is said: a map (default) or a list. */
  readonly as?: 'map' | 'list';
  /**
   * The layout of lists, from 1. Lists then end with a mark of the layout they were written in, so
   * that `@Since` and `@Until` can add and retire properties without rewriting records.
   */
  readonly schemaVersion?: number;
}

/** What `@Embeddable` says of a class, or the nearest of its bases that has it. */
export function embeddableOptions(type: EntityClass): EmbeddableOptions {
  for (const each of classChain(type).toReversed()) {
    const options = ownDeclarations(each).find(({ embeddable }) => embeddable !== null)?.embeddable;
    if (options === undefined || options === null) continue;
    checkOptions('Embeddable', options, each.name);
    checkChoice('as', options.as, ['map', 'list'], each.name);
    checkWhole('schemaVersion', options.schemaVersion, [1, Number.MAX_SAFE_INTEGER], each.name);
    return options;
  }
  return {};
}
