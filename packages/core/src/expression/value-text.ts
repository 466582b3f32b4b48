import { types } from 'node:util';
import type { ComparisonValue } from '../value/comparison-value.js';
import { valueBrand } from '../value/value-brand.js';

const SHOWN_BYTES = 16;

/** A value as logs show it. */
export function valueText(value: ComparisonValue): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'bigint':
      return `${value}n`;
    case 'object':
      return value === null ? 'nil()' : objectText(value);
    default:
      return String(value);
  }
}

function objectText(value: object): string {
  if (types.isUint8Array(value)) return bytesText(value);
  if (Array.isArray(value)) return `[${(value as ComparisonValue[]).map(valueText).join(', ')}]`;
  const brand = valueBrand(value);
  if (brand !== undefined) return BRAND_TEXT[brand](value as never);
  const entries = types.isMap(value) ? [...(value as Map<never, never>)] : Object.entries(value);
  const pairs = entries.map(([key, item]) => `${valueText(key)}: ${valueText(item as never)}`);
  return `{${pairs.join(', ')}}`;
}

const BRAND_TEXT: Record<NonNullable<ReturnType<typeof valueBrand>>, (value: never) => string> = {
  double: ({ value }: { value: number }) => (Number.isInteger(value) ? `${value}.0` : `${value}`),
  geojson: ({ json }: { json: string }) => `geo(${JSON.stringify(json)})`,
  hll: ({ bytes }: { bytes: Uint8Array }) => `hll(${bytes.length} bytes)`,
  infinity: () => 'infinity()',
  wildcard: () => 'wildcard()',
};

function bytesText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.subarray(0, SHOWN_BYTES)).toString('hex');
  return bytes.length > SHOWN_BYTES ? `blob(${hex}…, ${bytes.length} bytes)` : `blob(${hex})`;
}
