import {
  FieldType,
  type Message,
  type MessageField,
  ParticleType,
  ResultCode,
} from '@aeroform/protocol';
import { binName, binText } from './bin-text.js';

/**
 * A message as one line, for reports and for sorting.
 *
 * @param now - seconds since 2010, from which the remaining time to live is reckoned; undefined
 *   leaves the void time out, so that the text does not depend on the clock.
 */
export function messageText(message: Message, now: number | undefined, batch: boolean): string {
  const { header, ops } = message;
  const infos = [header.info1, header.info2, header.info3, header.info4];
  const fields = fieldTexts(message);
  const parts = [
    `result ${resultCodeText(header.resultCode)}`,
    batch ? `index ${header.transactionTtl}` : '',
    `generation ${header.generation}`,
    now === undefined ? '' : `void time ${voidTimeText(header.recordTtl, now)}`,
    infos.some((info) => info !== 0) ? `info ${infos.join('/')}` : '',
    fields.length > 0 ? `fields (${fields.join(' ')})` : '',
    ops.length > 0
      ? `bins (${ops.map((bin) => `${JSON.stringify(binName(bin))}: ${binText(bin)}`).join(', ')})`
      : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

const CODE_NAMES = new Map<number, string>(
  Object.entries(ResultCode).map(([name, code]) => [code, name]),
);

export function resultCodeText(code: number): string {
  return `${code} ${CODE_NAMES.get(code) ?? 'UNKNOWN'}`;
}

/** What is left of a void time, both in seconds since 2010. */
export function voidTimeText(voidTime: number, now: number): string {
  return voidTime === 0 ? 'never' : `in ${voidTime - now} s`;
}

/** The fields of a message, in the order of their texts: their own order does not count. */
export function fieldTexts(message: Message): string[] {
  return message.fields.map(fieldText).toSorted();
}

const FIELD_NAMES = new Map<number, string>(
  Object.entries(FieldType).map(([name, type]) => [type, name]),
);

const TEXT_FIELDS: ReadonlySet<number> = new Set([FieldType.namespace, FieldType.set]);

function fieldText({ type, data }: MessageField): string {
  const name = FIELD_NAMES.get(type) ?? `field ${type}`;
  if (TEXT_FIELDS.has(type)) return `${name}=${data.toString('utf8')}`;
  if (type === FieldType.key && data.length > 0) return `${name}=${keyText(data)}`;
  return `${name}=${data.toString('hex')}`;
}

/** A user key: a particle type and a particle. */
function keyText(data: Buffer): string {
  const particleType = data[0] ?? ParticleType.null;
  return binText({ op: 0, flags: 0, name: Buffer.alloc(0), particleType, value: data.subarray(1) });
}
