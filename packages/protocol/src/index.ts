/**
 * The Aerospike wire format as pure functions: bytes in, data out. No sockets, no clocks, no state.
 *
 * @packageDocumentation
 */
export { AdminCommand, AdminField, Privilege } from './admin/admin-command.js';
export {
  ADMIN_HEADER_SIZE,
  readAdminMessages,
  encodeAdminMessage,
  type AdminMessage,
} from './admin/admin-message.js';
export { CREDENTIAL_SALT, CREDENTIAL_SIZE, NO_PASSWORD_CREDENTIAL } from './admin/credential.js';
export {
  hasScope,
  encodePrivileges,
  readPrivileges,
  encodeRoleNames,
  readRoleNames,
  type GrantedPrivilege,
} from './admin/granted-privilege.js';
export { encodeUserRates, readUserRates, type UserRates } from './admin/user-rates.js';
export {
  BatchFlag,
  BatchRowFlag,
  BATCH_ROW_HEADER_SIZE,
  readBatchRow,
  writeBatchRow,
  type BatchRowBody,
  type BatchRow,
} from './batch/batch-row.js';
export { BitOp, BitWriteFlag, BitResizeFlag, BitOverflow, BIT_SIGNED } from './bit/bit-op.js';
export { asciiSlice, latin1Slice, utf8Slice, latin1Write, utf8Write } from './bytes/buffer-text.js';
export { ByteReader, readInt64 } from './bytes/byte-reader.js';
export { ByteWriter, writeInt64 } from './bytes/byte-writer.js';
export { utf8Length, compareUtf8 } from './bytes/utf8.js';
export {
  CdtContextType,
  CdtContextFlag,
  CDT_CONTEXT_CALL,
  CDT_SELECT_CALL,
  CdtSelectFlag,
} from './cdt/cdt-context.js';
export { ListOp, ListFlag, ListWriteFlag, ListSortFlag } from './cdt/list-op.js';
export { MapOp, MapFlag, MapWriteFlag } from './cdt/map-op.js';
export { CdtReturnType, CDT_INVERTED } from './cdt/return-type.js';
export { WireError } from './error/wire-error.js';
export {
  ExpressionOp,
  ExpressionType,
  ExpressionCall,
  LoopVariableKind,
  ExpressionReadFlag,
  ExpressionWriteFlag,
  RegexFlag,
} from './expression/expression-op.js';
export { HllOp, HllWriteFlag, HllLimit } from './hll/hll-op.js';
export { parseInfoError, formatInfoError, type InfoError } from './info/info-error.js';
export {
  encodeInfoRequest,
  decodeInfoRequest,
  encodeInfoAnswer,
  decodeInfoAnswer,
  parseInfoPairs,
  type InfoAnswer,
} from './info/info-text.js';
export {
  PARTITION_BITMAP_TEXT_SIZE,
  encodePartitionBitmap,
  decodePartitionBitmap,
} from './info/partition-bitmap.js';
export {
  parsePeers,
  formatPeers,
  formatHost,
  parseHost,
  type PeerAddress,
  type Peer,
  type Peers,
} from './info/peers.js';
export { parseReplicas, formatReplicas, type NamespaceReplicas } from './info/replicas.js';
export { computeDigest } from './key/digest.js';
export { DigestTable } from './key/digest-table.js';
export { PARTITION_COUNT, DIGEST_SIZE, partitionId } from './key/partition-id.js';
export { ripemd160 } from './key/ripemd160.js';
export { userKeyParticleType, readUserKey, type UserKey } from './key/user-key.js';
export {
  FieldType,
  readField,
  writeField,
  writeTextField,
  beginField,
  endField,
  type MessageField,
} from './message/message-field.js';
export { Info1, Info2, Info3, Info4 } from './message/message-flags.js';
export {
  MESSAGE_HEADER_SIZE,
  HeaderOffset,
  writeMessageHeader,
  readMessageHeader,
  type MessageHeader,
} from './message/message-header.js';
export {
  OpType,
  OP_HEADER_SIZE,
  readOp,
  writeOp,
  beginOp,
  endOp,
  type MessageOp,
} from './message/message-op.js';
export { readMessage, readMessages, writeMessage, type Message } from './message/message.js';
export { AEROSPIKE_EPOCH, WireTtl, MAX_TTL_SECONDS, ttlFromVoidTime } from './message/void-time.js';
export { MAX_NESTING, decodeValue, decodeWholeValue } from './msgpack/decode-value.js';
export { writeWireValue, encodeWireValue } from './msgpack/encode-wire-value.js';
export { MsgpackKind, msgpackKind } from './msgpack/msgpack-kind.js';
export { MsgpackReader, type MsgpackExtension } from './msgpack/msgpack-reader.js';
export {
  COMPARISON_EXTENSION,
  COMPARISON_WILDCARD,
  COMPARISON_INFINITY,
  MsgpackWriter,
} from './msgpack/msgpack-writer.js';
export { decodeParticle, geojsonTextStart } from './particle/decode-particle.js';
export { wireParticleType, writeWireParticle } from './particle/encode-wire-particle.js';
export { ParticleType, BLOB_PARTICLE_TYPES } from './particle/particle-type.js';
export {
  readCompressedBody,
  encodeCompressedBody,
  type CompressedFrame,
} from './proto/compressed-frame.js';
export { FrameSplitter, type Frame, type FrameSplitterOptions } from './proto/frame-splitter.js';
export {
  PROTO_HEADER_SIZE,
  PROTO_VERSION,
  PROTO_MAX_BODY_SIZE,
  ProtoType,
  writeProtoHeader,
  readProtoHeader,
  encodeFrame,
  type ProtoHeader,
} from './proto/proto-header.js';
export { readIndexRange, writeIndexRange, type IndexRange } from './query/index-range.js';
export { IndexCollection, UdfOp } from './query/index-type.js';
export { ResultCode } from './result-code.js';
export { ValueRank, valueRank, compareWireValues } from './value/compare-wire-values.js';
export { type ValueFactory } from './value/value-factory.js';
export { wireValueFactory } from './value/wire-value-factory.js';
export {
  WireDouble,
  WireBlob,
  WireGeoJson,
  WireList,
  WireMap,
  WireInfinity,
  WireWildcard,
  WIRE_INFINITY,
  WIRE_WILDCARD,
  toBinaryString,
  fromBinaryString,
  type WireValue,
} from './value/wire-value.js';
