import { WireDouble, WireGeoJson } from '@aeroform/protocol';
import { formatDouble } from './format-double.js';
import { UdfBytes } from './udf-bytes.js';
import type { UdfList } from './udf-list.js';
import { UdfMap } from './udf-map.js';
import { UdfRecordValue, type UdfValue } from './udf-value.js';
import { fromWire } from './from-wire.js';

/** What the server prints for a value without a text inside a list. */
const NO_TEXT = '<NULL>';

/**
 * The text of a value as `tostring` gives it for lists, maps, bytes and GeoJSON.
 *
 * @returns undefined for bytes of size 0, which have none.
 */
export function describeValue(value: UdfValue): string | undefined {
  if (value === null) return 'NIL';
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value !== 'object') return String(value);
  if (value instanceof WireDouble) return formatDouble(value.value);
  if (value instanceof WireGeoJson) return `"${value.json}"`;
  if (value instanceof UdfBytes) return describeBytes(value);
  if (value instanceof UdfRecordValue) return '[ REC ]';
  if (value instanceof UdfMap) return describeMap(value);
  return describeList(value);
}

function describeBytes({ content }: UdfBytes): string | undefined {
  if (content.length === 0) return undefined;
  return content.toString('hex').toUpperCase().replace(/../g, '$& ').trimEnd();
}

function describeList({ items }: UdfList): string {
  return `[${items.map((item) => describeValue(item) ?? NO_TEXT).join(', ')}]`;
}

/** An entry without a text ends the map, as in the server. */
function describeMap({ keys, values }: UdfMap): string {
  const entries: string[] = [];
  for (let i = 0; i < keys.length; i++) {
    const key = describeValue(fromWire(keys[i] as string));
    const value = describeValue(values[i] as UdfValue);
    if (key === undefined || value === undefined) break;
    entries.push(`${key}:${value}`);
  }
  return `{${entries.join(', ')}}`;
}
