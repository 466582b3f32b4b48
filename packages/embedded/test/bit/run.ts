import { encodeWireValue, ParticleType, WireBlob, type WireValue } from '@aeroform/protocol';
import { executeBitModify, executeBitRead } from '../../src/bit/execute';
import { CommandError } from '../../src/error/command-error';
import { type Plain, text, wire } from '../cdt/wire-notation';

/** A call as tests write it: operation code and arguments. */
export type Call = [opcode: number, ...args: Plain[]];

/** A blob given as bits (`1010 1111`, whole bytes) or as any other value. */
export function bits(digits: string): WireBlob {
  const bytes = digits.replaceAll(' ', '').match(/.{8}/g) ?? [];
  return new WireBlob(
    ParticleType.blob,
    Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))),
  );
}

/** New value as bits, or the result code. */
export function outcomeOf(value: Plain | undefined, call: Call): string {
  return orCode(() => {
    const before = value === undefined ? undefined : wire(value);
    const { value: after } = executeBitModify(before, encodeWireValue(wire(call)));
    return show(after);
  });
}

/** The answer to a read, or the result code. */
export function answerOf(value: Plain, call: Call): string {
  return orCode(() => show(executeBitRead(wire(value), encodeWireValue(wire(call)))));
}

export function show(value: WireValue | undefined): string {
  if (!(value instanceof WireBlob)) return text(value);
  return [...value.bytes].map((byte) => byte.toString(2).padStart(8, '0')).join(' ');
}

function orCode(run: () => string): string {
  try {
    return run();
  } catch (error) {
    if (error instanceof CommandError) return `!${error.resultCode}`;
    throw error;
  }
}
