import { MsgpackKind, MsgpackReader } from '@aeroform/protocol';
import type { ExpressionEvaluation } from '../cdt/expression-evaluation.js';
import type { ExpressionNode } from './expression-node.js';
import { readLiteral } from './literal.js';
import type { OperandReader } from './opcode-row.js';
import { opcodeRow } from './opcode-table.js';
import { readUnsigned } from './raw-operand.js';
import { refuse } from './refuse.js';
import { VariableTable } from './variable-table.js';

/** Most bytes that the server's instructions for one expression may take. */
const MAX_INSTRUCTIONS_SIZE = 1024 * 1024;
/**
 * Deepest nesting of operations. The server has no limit of its own and ends when its stack does;
 * this one is far above what anybody writes and far below what the stack of JavaScript holds.
 */
const MAX_DEPTH = 500;

/** Reads operations and literals one after the other, as they stand in the bytes. */
export class ExpressionParser implements OperandReader {
  readonly bytes: MsgpackReader;
  readonly evaluation: ExpressionEvaluation;
  readonly variables = new VariableTable();
  #instructionsSize = 0;
  #depth = 0;

  constructor(bytes: Buffer, evaluation: ExpressionEvaluation) {
    this.bytes = new MsgpackReader(bytes);
    this.evaluation = evaluation;
  }

  node(): ExpressionNode {
    if (this.bytes.peekKind() !== MsgpackKind.array) {
      const literal = readLiteral(this.bytes);
      this.#addInstruction(literal.size);
      return literal.node;
    }
    if (++this.#depth > MAX_DEPTH) refuse(`operations nested deeper than ${MAX_DEPTH}`);
    const node = this.#operation();
    this.#depth--;
    return node;
  }

  #operation(): ExpressionNode {
    const size = this.bytes.readArrayHeader();
    if (size === 0) refuse('an operation without code');
    const code = readUnsigned(this.bytes);
    const row = typeof code === 'number' ? opcodeRow(code) : undefined;
    if (row === undefined) refuse(`unknown operation ${code}`);
    this.#addInstruction(row.size);
    return row.read(this, size - 1);
  }

  #addInstruction(size: number): void {
    this.#instructionsSize += size;
    if (this.#instructionsSize >= MAX_INSTRUCTIONS_SIZE) refuse('too many operations');
  }
}
