import { encodeWireValue, type WireValue } from '@aeroform/protocol';
import { executeCdtModify, executeCdtRead } from '../../src/cdt/execute';
import { CommandError } from '../../src/error/command-error';
import { pathEvaluation } from '../../src/expression/parse-expression';
import { type Plain, text, wire } from './wire-notation';

/** A call as tests write it: operation code and arguments. */
export type Call = [opcode: number, ...args: Plain[]];

/** A call on a nested list or map: pairs of context type and value lead to it. */
export function within(context: Plain[], call: Call): Call {
  return [0xff, context, call];
}

export function read(value: Plain, call: Call): WireValue | undefined {
  return executeCdtRead(wire(value), encode(call), pathEvaluation);
}

/** Runs a modification of a bin; undefined is a missing bin. */
export function modify(
  value: Plain | undefined,
  call: Call,
): { result: WireValue | undefined; value: WireValue | undefined } {
  const before = value === undefined ? undefined : wire(value);
  const shown = before && text(before);
  const outcome = executeCdtModify(before, encode(call), pathEvaluation);
  // Values are never changed in place.
  expect(before && text(before)).toBe(shown);
  return { result: outcome.result, value: outcome.value };
}

/** Answer and new value as texts, or the result code: `3 → [1 2 3]`, `!26`. */
export function outcomeOf(value: Plain | undefined, call: Call): string {
  return orCode(() => {
    const outcome = modify(value, call);
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

function encode(call: Call): Buffer {
  return encodeWireValue(wire(call));
}
