import { encodeFrame, Info1, MESSAGE_HEADER_SIZE, ProtoType } from '@aeroform/protocol';
import { keyField, messageBody, recordFields } from '../generator/frame.js';
import { bareOp, putOp, readOp, valueOp } from '../generator/ops.js';
import type { Random } from '../generator/random.js';
import { fewKeys } from '../generator/record-command.js';
import type { Scope } from '../generator/scope.js';
import type { Family } from '../generator/step.js';
import * as values from '../generator/values.js';

/** A message that is right: plain reads and writes of scalars, as odd lists may stop a real server. */
function rightBody(
  random: Random,
  scope: Scope,
): { readonly body: Buffer; readonly fieldsEnd: number } {
  const userKey = fewKeys(random);
  const fields = recordFields(scope, userKey);
  if (random.percent(30)) fields.push(keyField(userKey));
  const reads = random.percent(50);
  const ops = reads
    ? random.many(1, 3, () => readOp(random.pick(['i', 's'])))
    : [
        putOp('i', random.between(0, 9)),
        putOp('s', values.text(random)),
        valueOp(5, 'i', 1),
        bareOp(11),
      ].slice(0, random.between(1, 4));
  const header = reads ? { info1: Info1.read } : { info2: 1 };
  const head = messageBody({ header, fields });
  return { body: messageBody({ header, fields, ops }), fieldsEnd: head.length };
}

/** Offsets of flags and sizes whose change is harmless to other records. */
const HEADER_OFFSETS = [0, 2, 3, 4, 5, 6, 9, 13, 14, 17, 18, 19, 20, 21];

const CHANGES: readonly ((random: Random, body: Buffer, fieldsEnd: number) => Buffer)[] = [
  (random, body) => {
    body[random.pick(HEADER_OFFSETS)] = random.pick([
      0, 1, 2, 3, 4, 8, 0x20, 0x40, 0x7f, 0x80, 0xff,
    ]);
    return body;
  },
  (random, body, fieldsEnd) => {
    if (body.length > fieldsEnd)
      body[random.between(fieldsEnd, body.length - 1)] = random.below(256);
    return body;
  },
  (random, body) => body.subarray(0, random.below(body.length)),
  (random, body) => Buffer.concat([body, random.bytes(random.between(1, 6))]),
  (random, body, fieldsEnd) => {
    const at = random.between(fieldsEnd, body.length);
    return Buffer.concat([
      body.subarray(0, at),
      random.bytes(random.between(1, 3)),
      body.subarray(at),
    ]);
  },
  // The size of a field.
  (random, body) => {
    body.writeUInt32BE(random.pick([0, 1, 4, 5, 6, 100, 0xffff_ffff]), MESSAGE_HEADER_SIZE);
    return body;
  },
];

/** Messages that are nearly right. */
export const malformed: Family = {
  name: 'malformed',
  generate: (random, scope) => {
    const { body, fieldsEnd } = rightBody(random, scope);
    const changed = random.percent(15) ? body : random.pick(CHANGES)(random, body, fieldsEnd);
    return { frame: encodeFrame(ProtoType.message, changed), answer: 'refusal' };
  },
};
