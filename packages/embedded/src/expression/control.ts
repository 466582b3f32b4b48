import { ExpressionOp } from '@aeroform/protocol';
import type { Evaluate, ExpressionNode } from './expression-node.js';
import {
  expectOperands,
  type OpcodeRow,
  type OpcodeRows,
  type OperandReader,
  PLAIN_INSTRUCTION_SIZE,
} from './opcode-row.js';
import { readRawText } from './raw-operand.js';
import { refuse } from './refuse.js';
import { StaticType, typeName } from './static-type.js';

type ControlCode =
  | typeof ExpressionOp.unknown
  | typeof ExpressionOp.cond
  | typeof ExpressionOp.variable
  | typeof ExpressionOp.let;

const VARIABLE_INSTRUCTION_SIZE = 16;
const LET_INSTRUCTION_SIZE = 20;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `[unknown]`: counts as a boolean. */
export const UNKNOWN_NODE: ExpressionNode = {
  type: StaticType.boolean,
  evaluate: () => undefined,
  isUnknown: true,
};

/** Branches, variables, and the unknown value itself. */
export const controlRows: OpcodeRows<ControlCode> = {
  [ExpressionOp.unknown]: {
    size: PLAIN_INSTRUCTION_SIZE,
    read: (_operands, count) => {
      expectOperands('unknown', count, 0);
      return UNKNOWN_NODE;
    },
  },
  [ExpressionOp.cond]: condRow(),
  [ExpressionOp.variable]: {
    size: VARIABLE_INSTRUCTION_SIZE,
    read: (operands, count) => {
      expectOperands('var', count, 1);
      const { slot, type } = operands.variables.resolve(readRawText(operands.bytes));
      return { type, evaluate: ({ variables }) => variables[slot] };
    },
  },
  [ExpressionOp.let]: { size: LET_INSTRUCTION_SIZE, read: readLet },
};

/** One branch of `cond`. */
interface Branch {
  readonly test: Evaluate;
  readonly action: Evaluate;
}

/** `[cond, test, action, …, default]`. */
function condRow(): OpcodeRow {
  return {
    size: PLAIN_INSTRUCTION_SIZE + 4,
    read: (operands, count) => {
      if (count < 3 || count % 2 === 0) refuse(`cond does not take ${count} operands`);
      const branches: Branch[] = [];
      let type: StaticType | undefined;
      for (let i = 0; i < count >> 1; i++) {
        const test = operands.node();
        if (test.type !== StaticType.boolean) refuse(`cond tests a ${typeName(test.type)}`);
        const action = operands.node();
        type = branchType(type, action);
        branches.push({ test: test.evaluate, action: branchValue(action) });
      }
      const otherwise = operands.node();
      type = branchType(type, otherwise);
      if (type === undefined && otherwise.isUnknown !== true) refuse('cond gives no type');
      return {
        type: type ?? StaticType.boolean,
        evaluate: firstBranch(branches, branchValue(otherwise)),
      };
    },
  };
}

/** Branches have one type. `unknown` fits with any, and extension elements before the first type. */
function branchType(type: StaticType | undefined, action: ExpressionNode): StaticType | undefined {
  if (action.isUnknown === true) return type;
  if (type !== undefined && type !== action.type) {
    refuse(`cond gives a ${typeName(type)} or a ${typeName(action.type)}`);
  }
  return action.type === StaticType.none ? undefined : action.type;
}

/** Extension elements are values of comparisons only. */
function branchValue(action: ExpressionNode): Evaluate {
  return action.type === StaticType.none ? UNKNOWN_NODE.evaluate : action.evaluate;
}

function firstBranch(branches: readonly Branch[], otherwise: Evaluate): Evaluate {
  return (scope) => {
    for (const { test, action } of branches) {
      const chosen = test(scope);
      if (chosen === undefined) return undefined;
      if (chosen === true) return action(scope);
    }
    return otherwise(scope);
  };
}

/** `[let, name, definition, …, body]`. An unknown variable does no harm until it is used. */
function readLet(operands: OperandReader, count: number): ExpressionNode {
  if (count < 3 || count % 2 === 0) refuse(`let does not take ${count} operands`);
  const { variables } = operands;
  const definitions: { readonly slot: number; readonly evaluate: Evaluate }[] = [];
  for (let i = 0; i < count >> 1; i++) {
    const name = readRawText(operands.bytes);
    if (!VARIABLE_NAME.test(name)) refuse(`variable name ${name}`);
    const slot = variables.declare(name);
    const { type, evaluate } = operands.node();
    variables.defineType(slot, type);
    definitions.push({ slot, evaluate });
  }
  const body = operands.node();
  variables.closeScope((definitions[0] as { slot: number }).slot);
  return {
    type: body.type,
    ...(body.isUnknown === true && { isUnknown: true }),
    evaluate: (scope) => {
      for (const { slot, evaluate } of definitions) scope.variables[slot] = evaluate(scope);
      return body.evaluate(scope);
    },
  };
}
