import { encodeWireValue, ParticleType, WireBlob, type WireValue } from '@aeroform/protocol';
import { executeHllModify, executeHllRead } from '../../src/hll/execute';
import { CommandError } from '../../src/error/command-error';
import { type Plain, text, wire } from '../cdt/wire-notation';

/** A call as tests write it: operation code and arguments. */
export type Call = [opcode: number, ...args: Plain[]];

/** A sketch given as hex. */
export function sketch(hex: string): WireBlob {
  return new WireBlob(ParticleType.hll, Buffer.from(hex, 'hex'));
}

export function read(value: Plain, call: Call): WireValue | undefined {
  return executeHllRead(wire(value), encodeWireValue(wire(call)));
}

/** The sketch after modifications, which must not fail. */
export function built(...calls: Call[]): WireBlob {
  let value: WireValue | undefined;
  for (const call of calls) value = executeHllModify(value, encodeWireValue(wire(call))).value;
  return value as WireBlob;
}

/** Answer and new value as texts, or the result code: `3 → x00…`, `!26`. */
export function outcomeOf(value: Plain | undefined, call: Call): string {
  return orCode(() => {
    const before = value === undefined ? undefined : wire(value);
    const outcome = executeHllModify(before, encodeWireValue(wire(call)));
    return `${text(outcome.result)} → ${text(outcome.value)}`;
  });
}

/** The answer to a read as text, or the result code. */
export function answerOf(value: Plain, call: Call): string {
  return orCode(() => text(read(value, call)));
}

function orCode(run: () => string): string {
  try {
    return run();
  } catch (error) {
    if (error instanceof CommandError) return `!${error.resultCode}`;
    throw error;
  }
}
