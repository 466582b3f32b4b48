import type { Double, GeoJson, Hll } from '@aeroform/core';

/** How core marks its value classes, the same in every copy of core in the process. */
const CORE_VALUE: unique symbol = Symbol.for('@aeroform/core/value');

interface CoreValues {
  readonly double: Double;
  readonly geojson: GeoJson;
  readonly hll: Hll;
}

/** Tells whether a value is one of core's value classes, from whichever copy of core. */
export function isCoreValue<K extends keyof CoreValues>(
  value: unknown,
  kind: K,
): value is CoreValues[K] {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as { [CORE_VALUE]?: string })[CORE_VALUE] === kind
  );
}
