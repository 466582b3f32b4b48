import { ExpressionOp } from '@aeroform/protocol';
import type { Evaluate, ExpressionNode } from './expression-node.js';
import { allOf, operator, type OpcodeRow, type OpcodeRows } from './opcode-row.js';
import { StaticType } from './static-type.js';

type LogicCode =
  | typeof ExpressionOp.and
  | typeof ExpressionOp.or
  | typeof ExpressionOp.not
  | typeof ExpressionOp.exclusive;

/** Three-valued logic: undefined is unknown. */
export const logicRows: OpcodeRows<LogicCode> = {
  [ExpressionOp.and]: logical('and', (operands) => junction(operands, false)),
  [ExpressionOp.or]: logical('or', (operands) => junction(operands, true)),
  [ExpressionOp.exclusive]: logical('exclusive', exclusive),
  [ExpressionOp.not]: operator({
    name: 'not',
    least: 1,
    most: 1,
    type: allOf(StaticType.boolean, StaticType.boolean),
    compile: ([operand]) => {
      const evaluate = (operand as ExpressionNode).evaluate;
      return (scope) => {
        const value = evaluate(scope);
        return value === undefined ? undefined : value === false;
      };
    },
  }),
};

function logical(name: string, combine: (operands: readonly Evaluate[]) => Evaluate): OpcodeRow {
  return operator({
    name,
    least: 2,
    type: allOf(StaticType.boolean, StaticType.boolean),
    compile: (operands) => combine(operands.map((operand) => operand.evaluate)),
  });
}

/** `and` is decided by the first false, `or` by the first true, also behind unknown operands. */
function junction(operands: readonly Evaluate[], decisive: boolean): Evaluate {
  return (scope) => {
    let result: boolean | undefined = !decisive;
    for (const evaluate of operands) {
      const value = evaluate(scope);
      if (value === decisive) return decisive;
      if (value === undefined) result = undefined;
    }
    return result;
  };
}

/** Exactly one operand is true: decided by the first unknown and by the second true. */
function exclusive(operands: readonly Evaluate[]): Evaluate {
  return (scope) => {
    let result = false;
    for (const evaluate of operands) {
      const value = evaluate(scope);
      if (value === undefined) return undefined;
      if (value === false) continue;
      if (result) return false;
      result = true;
    }
    return result;
  };
}
