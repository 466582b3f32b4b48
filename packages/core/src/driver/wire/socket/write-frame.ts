import {
  type MsgpackWriter,
  PROTO_HEADER_SIZE,
  type ProtoType,
  writeProtoHeader,
} from '@aeroform/protocol';

/** Appends a body that is encoded already, with its frame header before it. */
export function writeFrame(writer: MsgpackWriter, type: ProtoType, body: Uint8Array): void {
  // First: making room may move the buffer.
  const at = writer.skip(PROTO_HEADER_SIZE);
  writeProtoHeader(writer.buffer, type, body.length, at);
  writer.bytes(body);
}
