import {
  decodeValue,
  MsgpackReader,
  ParticleType,
  ValueRank,
  valueRank,
  type WireBlob,
  type WireDouble,
  type WireGeoJson,
  WireList,
  type WireMap,
  type WireValue,
  wireValueFactory,
} from '@aeroform/protocol';

/** What a step goes by: the low bits of its type. */
const STEP_NAMES = ['index', 'rank', 'key', 'value'];
const STEP_MASK = 0x0f;
const LIST_BIT = 0x10;
const MAP_BIT = 0x20;

/** The path of an index as lists of indexes show it, such as `[map_key(<string#3>)]`. */
export function describeContext(context: Buffer): string {
  const path = decodeValue(new MsgpackReader(context), wireValueFactory);
  const items = path instanceof WireList ? path.items : [];
  const steps: string[] = [];
  for (let i = 0; i + 1 < items.length; i += 2) {
    steps.push(describeStep(items[i] as number, items[i + 1] as WireValue));
  }
  return `[${steps.join(', ')}]`;
}

function describeStep(type: number, target: WireValue): string {
  const container = (type & LIST_BIT) !== 0 ? 'list_' : (type & MAP_BIT) !== 0 ? 'map_' : '';
  return `${container}${STEP_NAMES[type & STEP_MASK] ?? ''}(${describeValue(target)})`;
}

/** A value as lists of indexes show it: numbers as they are, of others only their size. */
export function describeValue(value: WireValue): string {
  return DESCRIPTIONS[valueRank(value)](value as never);
}

const DESCRIPTIONS: Record<ValueRank, (value: never) => string> = {
  [ValueRank.nil]: () => 'nil',
  [ValueRank.boolean]: String,
  [ValueRank.integer]: String,
  [ValueRank.string]: (value: string) => `<string#${value.length}>`,
  [ValueRank.list]: (value: WireList) => `<list#${value.items.length}>`,
  [ValueRank.map]: (value: WireMap) => `<map#${value.keys.length}>`,
  [ValueRank.blob]: (value: WireBlob) => {
    const type = value.particleType === ParticleType.blob ? '' : value.particleType;
    return `<blob${type}#${value.bytes.length}>`;
  },
  [ValueRank.double]: (value: WireDouble) => value.value.toFixed(6),
  [ValueRank.geojson]: (value: WireGeoJson) => `<geojson#${value.json.length}>`,
  [ValueRank.wildcard]: () => '<wildcard>',
  [ValueRank.infinity]: () => '<infinity>',
};
