import type { MsgpackReader } from '@aeroform/protocol';
import type { ExpressionEvaluation } from '../cdt/expression-evaluation.js';
import type { Evaluate, ExpressionNode } from './expression-node.js';
import { refuse } from './refuse.js';
import { type StaticType, typeName } from './static-type.js';
import type { VariableTable } from './variable-table.js';

/** What a row of the opcode table reads its operands from. */
export interface OperandReader {
  /** For operands that are no expressions: types, names, flags. */
  readonly bytes: MsgpackReader;
  readonly variables: VariableTable;
  /** For expressions inside the operations that are called. */
  readonly evaluation: ExpressionEvaluation;
  /** Parses the next operand as an expression. */
  node(): ExpressionNode;
}

/** How one opcode is read. */
export interface OpcodeRow {
  /** Bytes of the server's instruction: their sum is limited. */
  readonly size: number;
  /** @throws {CommandError} with PARAMETER when operands are missing, left over or ill-typed. */
  read(operands: OperandReader, count: number): ExpressionNode;
}

/** Rows of a family, by opcode. */
export type OpcodeRows<Code extends number> = Readonly<Record<Code, OpcodeRow>>;

/** Bytes of a server instruction that has nothing but its head. */
export const PLAIN_INSTRUCTION_SIZE = 8;

/** An opcode whose operands are all expressions. */
export interface OperatorRule {
  readonly name: string;
  /** Least number of operands. */
  readonly least: number;
  /** Greatest number of operands; without it as many as there are. */
  readonly most?: number;
  /** Type of the result, undefined when the operands do not fit. */
  readonly type: (operands: readonly StaticType[]) => StaticType | undefined;
  readonly compile: (operands: readonly ExpressionNode[], type: StaticType) => Evaluate;
}

/** Makes the row of an operator. */
export function operator(rule: OperatorRule): OpcodeRow {
  return {
    size: PLAIN_INSTRUCTION_SIZE,
    read: (operands, count) => {
      if (count < rule.least || count > (rule.most ?? count)) {
        refuse(`${rule.name} does not take ${count} operands`);
      }
      const nodes: ExpressionNode[] = [];
      for (let i = 0; i < count; i++) nodes.push(operands.node());
      const types = nodes.map((node) => node.type);
      const type = rule.type(types);
      if (type === undefined) {
        refuse(`${rule.name} does not take (${types.map(typeName).join(', ')})`);
      }
      return { type, evaluate: rule.compile(nodes, type) };
    },
  };
}

/** The row of an opcode without operands. */
export function nullary(type: StaticType, evaluate: Evaluate): OpcodeRow {
  return {
    size: PLAIN_INSTRUCTION_SIZE,
    read: (_operands, count) => {
      if (count !== 0) refuse(`an operation without operands got ${count}`);
      return { type, evaluate };
    },
  };
}

/** Type rule: these operand types, one after the other, give that type. */
export function signature(
  operands: readonly StaticType[],
  result: StaticType,
): (types: readonly StaticType[]) => StaticType | undefined {
  return (types) => (types.every((type, i) => type === operands[i]) ? result : undefined);
}

/** Type rule: all operands are of one type. */
export function allOf(
  operand: StaticType,
  result: StaticType,
): (types: readonly StaticType[]) => StaticType | undefined {
  return (types) => (types.every((type) => type === operand) ? result : undefined);
}

/** Checks how many operands an opcode got. */
export function expectOperands(name: string, count: number, expected: number): void {
  if (count !== expected) refuse(`${name} takes ${expected} operands, got ${count}`);
}
