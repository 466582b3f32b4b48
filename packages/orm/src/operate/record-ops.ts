import { operations } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { MappingError } from '../error/mapping-error.js';
import { resolvePath } from '../metadata/resolve-path.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { Expr } from '../type/expr.js';
import type { Root } from '../type/field.js';
import type { RecordOps } from '../type/writer.js';
import { compileExpr } from '../query/compile-predicate.js';
import { rootFields } from '../query/root-fields.js';
import { makeWriter } from './make-writer.js';
import { type OperateTarget, plain, reading, writing } from './operate-target.js';
import type { PendingOperation } from './pending-operation.js';

/**
 * What the callback of `operate` is called with.
 *
 * @param built takes every operation that is made
 */
export function recordOps<T extends object>(
  context: EntityContext<T>,
  built: Set<PendingOperation>,
): RecordOps<T> {
  const { metadata } = context;
  // safe: the proxy answers exactly the properties of the type, from the metadata of the class
  return pathProxy(context, metadata, [], built) as RecordOps<T>;
}

/** The entity, or an object embedded as bins: properties by name. */
function pathProxy(
  context: EntityContext,
  metadata: EntityMetadata,
  path: readonly string[],
  built: Set<PendingOperation>,
): object {
  return new Proxy(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'symbol') return undefined;
        if (path.length === 0 && name === '$') return recordWriter(context, built);
        const stored = resolvePath(metadata, [...path, name]);
        const { binName, property, label, steps, value } = stored;
        if (binName !== null) return makeWriter({ bin: binName, steps, value, label, built });
        if (property.role === 'bin') return pathProxy(context, metadata, [...path, name], built);
        throw new MappingError(
          label,
          `is the ${property.role}, no bin; operate() cannot work on it`,
        );
      },
    },
  );
}

function recordWriter(context: EntityContext, built: Set<PendingOperation>): object {
  const target: OperateTarget = {
    bin: '',
    steps: [],
    value: { kind: 'dynamic', converter: null },
    label: `${context.metadata.name}.$`,
    built,
  };
  return {
    touch: (ttl?: number) =>
      writing(target, { method: 'touch', operations: [operations.touch(ttl)] }),
    remove: () => writing(target, { method: 'remove', operations: [operations.delete()] }),
    exp: (build: (fields: Root<object>) => Expr) => {
      const expression = compileExpr(context, build(rootFields(context.metadata)));
      const operation = operations.expRead(`exp${built.size}`, expression);
      return reading(target, { method: 'exp', operations: [operation], decode: plain });
    },
  };
}
