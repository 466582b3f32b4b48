import type { DecodedValue } from './decoded-value.js';

/** One line in which values of unlike types look unlike. */
export function valueText(value: DecodedValue): string {
  if (value.kind === 'exact') return value.text;
  if (value.kind === 'double') return doubleText(value.value);
  const flags = value.flags === 0 ? '' : `flags ${value.flags}: `;
  const texts = value.items.map(valueText);
  if (value.kind === 'list') return `[${flags}${texts.join(', ')}]`;
  const entries = texts.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}, `));
  return `{${flags}${entries.join('').replace(/, $/, '')}}`;
}

function doubleText(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? value.toFixed(1) : String(value);
}
