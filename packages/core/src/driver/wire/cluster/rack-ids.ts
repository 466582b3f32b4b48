import { WireError } from '@aeroform/protocol';

/**
 * Reads `namespace:rack;namespace:rack`.
 *
 * @throws {WireError} for anything else.
 */
export function parseRackIds(text: string): Map<string, number> {
  const racks = new Map<string, number>();
  for (const part of text.split(';')) {
    if (part === '') continue;
    const [, namespace, rack] = /^([^:]+):(\d+)$/.exec(part) ?? [];
    if (namespace === undefined) throw new WireError(0, `namespace:rack, found "${part}"`);
    racks.set(namespace, Number(rack));
  }
  return racks;
}
