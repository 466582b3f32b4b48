import { MsgpackWriter } from '@aeroform/protocol';
import type { BinValue } from '../../../value/bin-value.js';
import type { OfficialModule, OfficialOperation } from '../official-module.js';
import { toOfficialValue } from '../to-official-value.js';
import { officialTemplate } from './operation-codes.js';

/**
 * Writes a whole bin. Operations of npm `aerospike` take no bigint: an expression that is nothing but
 * the integer has the same effect.
 *
 * @param path - of the value in the caller's arguments, for errors.
 */
export function writeOperation(
  official: OfficialModule,
  bin: string,
  value: BinValue,
  path: string,
): OfficialOperation {
  const given = toOfficialValue(official, value, path);
  if (typeof given !== 'bigint') {
    return { op: officialTemplate(official, 'operations', 'write').op, bin, value: given };
  }
  const { op } = officialTemplate(official, 'expressions', 'write');
  const exp = new MsgpackWriter().integer(given).toBuffer().toString('base64');
  return { op, bin, exp, flags: 0 };
}
