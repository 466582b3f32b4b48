/** What the first byte of a msgpack element announces. */
export const MsgpackKind = {
  invalid: 0,
  nil: 1,
  boolean: 2,
  integer: 3,
  float: 4,
  /** Text or bytes: Aerospike tells them apart by the first byte of the payload. */
  bytes: 5,
  array: 6,
  map: 7,
  extension: 8,
} as const;
export type MsgpackKind = (typeof MsgpackKind)[keyof typeof MsgpackKind];

/** Kind of the element that starts with `byte`. */
export function msgpackKind(byte: number): MsgpackKind {
  return KIND_OF_BYTE[byte] as MsgpackKind;
}

const KIND_OF_BYTE: Uint8Array = buildKinds();

function buildKinds(): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds.fill(MsgpackKind.integer, 0x00, 0x80);
  kinds.fill(MsgpackKind.map, 0x80, 0x90);
  kinds.fill(MsgpackKind.array, 0x90, 0xa0);
  kinds.fill(MsgpackKind.bytes, 0xa0, 0xc0);
  kinds[0xc0] = MsgpackKind.nil;
  kinds.fill(MsgpackKind.boolean, 0xc2, 0xc4);
  kinds.fill(MsgpackKind.bytes, 0xc4, 0xc7);
  kinds.fill(MsgpackKind.extension, 0xc7, 0xca);
  kinds.fill(MsgpackKind.float, 0xca, 0xcc);
  kinds.fill(MsgpackKind.integer, 0xcc, 0xd4);
  kinds.fill(MsgpackKind.extension, 0xd4, 0xd9);
  kinds.fill(MsgpackKind.bytes, 0xd9, 0xdc);
  kinds.fill(MsgpackKind.array, 0xdc, 0xde);
  kinds.fill(MsgpackKind.map, 0xde, 0xe0);
  kinds.fill(MsgpackKind.integer, 0xe0, 0x100);
  return kinds;
}
