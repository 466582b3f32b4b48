import type { MessageOp } from '@aeroform/protocol';
import { decodeBin, particleName } from './decoded-value.js';
import { valueText } from './value-text.js';

/** The value of a bin as one line. */
export function binText(bin: MessageOp): string {
  return valueText(decodeBin(bin));
}

/** The value of a bin behind the name of its particle type. */
export function typedBinText(bin: MessageOp): string {
  return `${particleName(bin.particleType)} ${binText(bin)}`;
}

export function binName(bin: MessageOp): string {
  return bin.name.toString('utf8');
}
