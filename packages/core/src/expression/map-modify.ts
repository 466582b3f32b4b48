import { ExpressionType, MapOp } from '@aeroform/protocol';
import type { CdtContextStep } from '../cdt/cdt-context.js';
import type { MapCallName } from '../cdt/map-call.js';
import type { MapPolicy } from '../cdt/map-policy.js';
import type { CallParameter } from '../parameter/call-parameter.js';
import { MAP_ORDER_POLICY, MAP_POLICY } from '../parameter/map-parameter.js';
import { expr, type CallArgument } from './call-argument.js';
import type { AnyBuilder } from './call-builder.js';
import { defineCall } from './define-call.js';
import type { Expression } from './expression.js';

// What the record holds does not change: these evaluate to the map as it would be.

type MapResult = Expression<'map'>;
type MapTarget = [bin: Expression<'map'>, ...context: readonly CdtContextStep[]];

function modify(
  operation: MapCallName,
  list: readonly CallArgument[],
  policy?: CallParameter<never>,
): AnyBuilder {
  return defineCall({
    system: 'map',
    operation,
    code: MapOp[operation],
    modifies: true,
    returns: ExpressionType.map,
    policy,
    list,
  });
}

/** The map with `val` under `key`; null for the default policy. */
export const mapPut: (
  policy: MapPolicy | null,
  key: Expression,
  val: Expression,
  ...target: MapTarget
) => MapResult = modify('put', [expr('key'), expr('val')], MAP_POLICY);

/** The map with all entries of another put. */
export const mapPutItems: (
  policy: MapPolicy | null,
  items: Expression<'map'>,
  ...target: MapTarget
) => MapResult = modify('putItems', [expr('items')], MAP_POLICY);

/** The map with a number added to the value under `key`. */
export const mapIncrement: (
  policy: MapPolicy | null,
  key: Expression,
  incr: Expression<'int'> | Expression<'float'>,
  ...target: MapTarget
) => MapResult = modify('increment', [expr('key'), expr('incr')], MAP_ORDER_POLICY);

/** The map without its entries. */
export const mapClear: (...target: MapTarget) => MapResult = modify('clear', []);
