import {
  FieldType,
  type Message,
  type MessageOp,
  OpType,
  ProtoType,
  readMessage,
} from '@aeroform/protocol';
import { binText } from '../../conformance/replayer/bin-text.js';
import { decodeBin } from '../../conformance/replayer/decoded-value.js';
import { valueText } from '../../conformance/replayer/value-text.js';

const OP_NAMES = namesOf(OpType);
const FIELD_NAMES = namesOf(FieldType);
const PACKED: ReadonlySet<number> = new Set([
  OpType.cdtRead,
  OpType.cdtModify,
  OpType.bitRead,
  OpType.bitModify,
  OpType.hllRead,
  OpType.hllModify,
  OpType.expressionRead,
  OpType.expressionModify,
]);
const PACKED_FIELDS: ReadonlySet<number> = new Set([
  FieldType.filterExpression,
  FieldType.indexExpression,
  FieldType.udfArguments,
]);
const TEXT_FIELDS: ReadonlySet<number> = new Set([
  FieldType.namespace,
  FieldType.set,
  FieldType.indexName,
  FieldType.udfModule,
  FieldType.udfFunction,
]);

/** A request as text: the parts that are in it. */
export function describeFrame(frame: Buffer): string {
  const body = frame.subarray(8);
  if (frame[1] !== ProtoType.message) return body.toString('utf8').trim();
  try {
    return describeMessage(readMessage(body));
  } catch (error) {
    return `malformed (${(error as Error).message}): ${body.toString('hex')}`;
  }
}

function describeMessage({ header, fields, ops }: Message): string {
  const { info1, info2, info3, info4, generation, recordTtl } = header;
  const flags = [info1, info2, info3, info4].map((byte) => byte.toString(16)).join('/');
  return [
    `flags ${flags} generation ${generation} ttl ${recordTtl}`,
    ...fields.map(
      ({ type, data }) => `  ${FIELD_NAMES.get(type) ?? type}=${fieldText(type, data)}`,
    ),
    ...ops.map(
      (op) =>
        `  ${OP_NAMES.get(op.op) ?? op.op} ${JSON.stringify(op.name.toString('latin1'))} ${opText(op)}`,
    ),
  ].join('\n');
}

function fieldText(type: number, data: Buffer): string {
  if (TEXT_FIELDS.has(type)) return data.toString('utf8');
  if (PACKED_FIELDS.has(type)) return packedText(data);
  return data.toString('hex');
}

function opText(op: MessageOp): string {
  if (PACKED.has(op.op)) return packedText(op.value);
  return op.particleType === 0 ? '' : binText(op);
}

function packedText(bytes: Buffer): string {
  try {
    return valueText(
      decodeBin({ op: 0, flags: 0, name: Buffer.alloc(0), particleType: 20, value: bytes }),
    );
  } catch {
    return bytes.toString('hex');
  }
}

function namesOf(codes: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  return new Map(Object.entries(codes).map(([name, code]) => [code, name]));
}

/** A line of a comparable answer, with its particles as values. */
export function describeLine(line: string | undefined): string {
  if (line === undefined) return 'nothing';
  return line
    .split(' | ')
    .map((part) => {
      const bin = /^(\d+\.\d+ ".*": )(\d+) ([0-9a-f]*)$/.exec(part);
      if (bin === null) return part;
      const [, name = '', type = '', hex = ''] = bin;
      const value = Buffer.from(hex, 'hex');
      const op = { op: 0, flags: 0, name: Buffer.alloc(0), particleType: Number(type), value };
      return `${name}${binText(op)} (${type} ${hex})`;
    })
    .join('\n      ');
}
