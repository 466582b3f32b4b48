import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';
import { hookKinds } from '../metadata/build-hooks.js';
import { declarationOf, ownDeclarations, registerChild } from '../metadata/decorator-target.js';
import { checkEntityOptions, type EntityOptions } from '../metadata/entity-options.js';
import type { HookKind } from '../metadata/entity-metadata.js';
import type { EntityClass } from '../type/entity-type.js';
import type { ClassOptions } from './define-options.js';

interface DeclaredOptions extends EntityOptions, ClassOptions {
  readonly child?: string;
}

/** Records what makes a class an entity, as `@Entity` and the decorators of hooks would. */
export function declareEntity(
  type: EntityClass,
  { hooks = {}, expressionIndexes = [], child, ...options }: DeclaredOptions,
): void {
  if (ownDeclarations(type).some(({ entity, members }) => entity !== null || members.size > 0)) {
    throw new MetadataError(type.name, 'is already declared; keep one of the declarations');
  }
  const declaration = declarationOf(type);
  if (child === undefined) {
    checkEntityOptions(options, type.name);
    declaration.entity = options;
    declaration.extendable = true;
  } else {
    declareChild(type, child, options);
  }
  declareHooks(type, hooks);
  declaration.expressionIndexes.push(...expressionIndexes);
}

function declareChild(type: EntityClass, child: string, options: EntityOptions): void {
  const [option] = Object.keys(options);
  if (option !== undefined) {
    throw new MetadataError(type.name, `has child, so ${option} is that of its base class`);
  }
  declarationOf(type).child = child;
  registerChild(type);
}

function declareHooks(type: EntityClass, hooks: NonNullable<ClassOptions['hooks']>): void {
  const declaration = declarationOf(type);
  for (const [kind, methods] of Object.entries(hooks)) {
    if (!hookKinds.includes(kind as HookKind)) {
      throw new MetadataError(
        type.name,
        `hooks has no '${kind}'; it knows ${hookKinds.join(', ')}`,
      );
    }
    for (const method of [methods].flat()) {
      if (typeof method !== 'string') {
        throw new MetadataError(
          type.name,
          `hooks.${kind} takes names of methods; got ${describeValue(method)}`,
        );
      }
      declaration.hooks.push({ kind: kind as HookKind, method });
    }
  }
}
