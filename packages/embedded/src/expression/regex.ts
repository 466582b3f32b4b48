import { ExpressionOp } from '@aeroform/protocol';
import { expectOperands, type OpcodeRows } from './opcode-row.js';
import { compilePosixRegex } from './posix-regex.js';
import { lowWord, readRawText } from './raw-operand.js';
import { refuse } from './refuse.js';
import { StaticType, typeName } from './static-type.js';

const REGEX_INSTRUCTION_SIZE = 80;

/** `[regex, flags, pattern, text]`: a search. Both pattern and text end at their first NUL. */
export const regexRows: OpcodeRows<typeof ExpressionOp.regex> = {
  [ExpressionOp.regex]: {
    size: REGEX_INSTRUCTION_SIZE,
    read: (operands, count) => {
      expectOperands('regex', count, 3);
      const flags = lowWord(operands.bytes.readInteger());
      const matches = compilePosixRegex(cString(readRawText(operands.bytes)), flags);
      const text = operands.node();
      if (text.type !== StaticType.string) refuse(`regex searches a ${typeName(text.type)}`);
      return {
        type: StaticType.boolean,
        evaluate: (scope) => {
          const value = text.evaluate(scope);
          return value === undefined ? undefined : matches(cString(value as string));
        },
      };
    },
  },
};

function cString(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
