import type { ExpressionOp } from '@aeroform/protocol';
import { arithmeticRows } from './arithmetic.js';
import { binRows } from './bin.js';
import { callRows } from './call.js';
import { comparisonRows } from './comparison.js';
import { containerRows } from './container.js';
import { controlRows } from './control.js';
import { geoRows } from './geo.js';
import { integerBitsRows } from './integer-bits.js';
import { logicRows } from './logic.js';
import { loopRows } from './loop.js';
import { metadataRows } from './metadata.js';
import { numberFunctionRows } from './number-function.js';
import type { OpcodeRow, OpcodeRows } from './opcode-row.js';
import { quoteRows } from './quote.js';
import { regexRows } from './regex.js';

/** Every operation of expressions. */
const OPCODE_TABLE: OpcodeRows<ExpressionOp> = {
  ...comparisonRows,
  ...regexRows,
  ...geoRows,
  ...logicRows,
  ...arithmeticRows,
  ...numberFunctionRows,
  ...integerBitsRows,
  ...metadataRows,
  ...binRows,
  ...containerRows,
  ...controlRows,
  ...loopRows,
  ...quoteRows,
  ...callRows,
};

/** The row of an opcode, undefined when there is no such operation. */
export function opcodeRow(code: number): OpcodeRow | undefined {
  return (OPCODE_TABLE as Partial<Record<number, OpcodeRow>>)[code];
}
