import { ExpressionType, MapOp } from '@aeroform/protocol';
import type { CdtContextStep } from '../cdt/cdt-context.js';
import type { MapCallName } from '../cdt/map-call.js';
import type { MapPolicy } from '../cdt/map-policy.js';
import type { CallParameter } from '../operation/call-parameter.js';
import { MAP_ORDER_POLICY, MAP_POLICY } from '../operation/map/map-parameter.js';
import { expr, type CallArgument } from './call-argument.js';
import { defineCall } from './define-call.js';
import type { AnyBuilder } from './define-read.js';
import type { Expression } from './expression.js';

// What the record holds does not change: these evaluate to the map as it would be.

type MapResult = Expression<'map'>;
type MapTarget = [bin: Expression<'map'>, ...context: readonly CdtContextStep[]];

function modify(
  name: MapCallName,
  list: readonly unknown[],
  policy?: CallParameter<MapPolicy | undefined>,
): AnyBuilder {
  return defineCall({
    name: `map${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    system: 'map',
    modifies: true,
    code: MapOp[name],
    returns: ExpressionType.map,
    list: list as readonly CallArgument<never>[],
    ...(policy === undefined ? {} : { policy: policy as CallParameter<never> }),
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
