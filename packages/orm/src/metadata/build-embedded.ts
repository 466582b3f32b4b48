import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import { checkChoice } from './check-options.js';
import { embeddableOptions } from './embeddable-options.js';
import type { DeclarationOf } from './member-declaration.js';
import { prefixOf, scopeBehind } from './naming.js';
import type { EmbeddedMetadata } from './value-metadata.js';
import { type BuildScope, resolve, type ValueSources } from './value-type.js';

/** The value of an `@Embedded` property. */
export function buildEmbedded(
  { of, options }: DeclarationOf<'Embedded'>,
  sources: ValueSources,
): EmbeddedMetadata {
  const { label, owner, property, scope } = sources;
  checkChoice('as', options.as, ['map', 'list', 'bins'], label);
  const type = resolve(of, label);
  if (options.as === 'bins') {
    refuse(options, ['name', 'default'], label);
    if (embeddableOptions(type).discriminator !== undefined) {
      throw new MetadataError(
        label,
        `${type.name} has a discriminator, and as: 'bins' knows one class only; leave out as, or write as: 'list'`,
      );
    }
    const prefix = options.prefix ?? prefixOf({ entity: owner, property }, scope.naming);
    const naming = scopeBehind(prefix, scope.naming);
    const embeddable = scope.embeddableOf(type, label, { ...scope, naming });
    return { kind: 'embedded', as: 'bins', prefix, embeddable };
  }
  if (options.prefix !== undefined) throw new MetadataError(label, `prefix is only for as: 'bins'`);
  return embeddedAs(options.as, type, label, scope);
}

/** An object in a map or list, by default as its class says. */
export function embeddedAs(
  as: 'map' | 'list' | undefined,
  type: EntityClass,
  label: string,
  scope: BuildScope,
): EmbeddedMetadata {
  // Names inside a map or list have no limit.
  const naming = { ...scope.naming, maxBytes: null };
  const embeddable = scope.embeddableOf(type, label, { ...scope, naming });
  return {
    kind: 'embedded',
    as: as ?? embeddableOptions(type).as ?? 'map',
    prefix: '',
    embeddable,
  };
}

function refuse(options: object, names: readonly string[], label: string): void {
  const found = names.find((name) => (options as Record<string, unknown>)[name] !== undefined);
  if (found === undefined) return;
  const remedy = found === 'name' ? 'use prefix instead' : 'give the properties inside it defaults';
  throw new MetadataError(label, `as: 'bins' has no ${found} of its own; ${remedy}`);
}
