import {
  ByteWriter,
  encodeFrame,
  encodeInfoRequest,
  FieldType,
  type MessageField,
  type MessageHeader,
  type MessageOp,
  ProtoType,
  type UserKey,
  userKeyParticleType,
  writeMessage,
} from '@aeroform/protocol';
import { digestOf, NAMESPACE, type Scope } from './scope.js';
import { encodeTree, type Tree } from './tree.js';

/** The parts of a request; numbers that are left out are 0. */
export interface RequestParts {
  readonly header?: Partial<MessageHeader>;
  readonly fields: readonly MessageField[];
  readonly ops?: readonly MessageOp[];
}

const NO_HEADER = {
  info1: 0,
  info2: 0,
  info3: 0,
  info4: 0,
  resultCode: 0,
  generation: 0,
  recordTtl: 0,
  transactionTtl: 0,
};

export function messageBody({ header, fields, ops }: RequestParts): Buffer {
  const writer = new ByteWriter();
  writeMessage(writer, { ...NO_HEADER, ...header }, fields, ops ?? []);
  return writer.toBuffer();
}

export function messageFrame(parts: RequestParts): Buffer {
  return encodeFrame(ProtoType.message, messageBody(parts));
}

export function infoFrame(command: string): Buffer {
  return encodeFrame(ProtoType.info, encodeInfoRequest([command]));
}

export function field(type: number, data: Buffer): MessageField {
  return { type, data };
}

export function textField(type: number, text: string): MessageField {
  return { type, data: Buffer.from(text, 'utf8') };
}

export function treeField(type: number, tree: Tree): MessageField {
  return { type, data: encodeTree(tree) };
}

export function namespaceField(): MessageField {
  return textField(FieldType.namespace, NAMESPACE);
}

export function setField(scope: Scope): MessageField {
  return textField(FieldType.set, scope.set);
}

export function digestField(scope: Scope, userKey: string | number): MessageField {
  return field(FieldType.digest, digestOf(scope, userKey));
}

export function keyField(userKey: UserKey): MessageField {
  const particle = Buffer.alloc(typeof userKey === 'string' ? Buffer.byteLength(userKey) : 8);
  if (typeof userKey === 'string') particle.write(userKey, 'utf8');
  else if (typeof userKey !== 'object') particle.writeBigInt64BE(BigInt(userKey));
  return field(FieldType.key, Buffer.concat([Buffer.of(userKeyParticleType(userKey)), particle]));
}

/** Fields that every command on one record has. */
export function recordFields(scope: Scope, userKey: string | number): MessageField[] {
  return [namespaceField(), setField(scope), digestField(scope, userKey)];
}

export function u32Field(type: number, number: number): MessageField {
  const data = Buffer.alloc(4);
  data.writeUInt32BE(number);
  return field(type, data);
}

export function u64Field(type: number, number: bigint): MessageField {
  const data = Buffer.alloc(8);
  data.writeBigUInt64BE(number);
  return field(type, data);
}
