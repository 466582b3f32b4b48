import { ExpressionOp, MsgpackKind } from '@aeroform/protocol';
import { readContainer } from './literal.js';
import { expectOperands, type OpcodeRows } from './opcode-row.js';
import { refuse } from './refuse.js';
import { StaticType } from './static-type.js';

const QUOTE_INSTRUCTION_SIZE = 24;

/** A literal list, which would be an operation without quote. */
export const quoteRows: OpcodeRows<typeof ExpressionOp.quote> = {
  [ExpressionOp.quote]: {
    size: QUOTE_INSTRUCTION_SIZE,
    read: ({ bytes }, count) => {
      expectOperands('quote', count, 1);
      if (bytes.peekKind() !== MsgpackKind.array) refuse('quote takes a list');
      return readContainer(bytes, StaticType.list);
    },
  },
};
