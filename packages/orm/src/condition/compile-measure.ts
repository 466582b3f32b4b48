import { BIT_RESIZE_GROW_ONLY, exp, type Expression } from '@aeroform/core';
import { pathValue } from './compile-path.js';
import type { Operand } from './operand.js';

type MeasureOperand = Extract<Operand, { kind: 'measure' }>;

const BITS_PER_BYTE = 8;

/** A measure of bytes or a sketch as an integer. */
export function compileMeasure(operand: MeasureOperand): Expression {
  const { measure, path, offset, size, values } = operand;
  switch (measure) {
    case 'hllCount':
      return exp.hllGetCount(pathValue(path, 'hll') as Expression<'hll'>);
    case 'hllMayContain':
      return exp.hllMayContain(exp.listVal(values), pathValue(path, 'hll') as Expression<'hll'>);
    case 'bitCount':
      return exp.bitCount(exp.intVal(offset), exp.intVal(size), longEnough(operand));
    case 'bits':
      return exp.bitGetInt(exp.intVal(offset), exp.intVal(size), false, longEnough(operand));
  }
}

/** Bits beyond the end would make the value unknown; as zeros they do not. */
function longEnough({ path, offset, size }: MeasureOperand): Expression<'blob'> {
  const bytes = Math.ceil((offset + size) / BITS_PER_BYTE);
  const given = pathValue(path, 'blob') as Expression<'blob'>;
  return exp.bitResize(null, exp.intVal(bytes), BIT_RESIZE_GROW_ONLY, given);
}
