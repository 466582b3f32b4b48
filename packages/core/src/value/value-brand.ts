/** Marks instances of the value classes, so that they are known across copies of this package. */
export const VALUE_BRAND: unique symbol = Symbol.for('@aeroform/core/value');

export type ValueBrand = 'double' | 'geojson' | 'hll' | 'infinity' | 'wildcard';

/** Kind of a branded value; undefined for everything else. */
export function valueBrand(value: object): ValueBrand | undefined {
  return (value as { [VALUE_BRAND]?: ValueBrand })[VALUE_BRAND];
}
