import { BitOp } from '@aeroform/protocol';
import { answerOf, bits, outcomeOf } from './run';

const LEAST = -(2n ** 63n);

it('The least offset is the first bit, as the server has no absolute value of it', () => {
  const blob = bits('00000001 00000010');
  expect(answerOf(blob, [BitOp.get, LEAST, 8])).toBe('00000001');
  expect(outcomeOf(blob, [BitOp.not, LEAST, 8])).toBe('11111110 00000010');
  expect(outcomeOf(blob, [BitOp.not, LEAST + 1n, 8])).toBe('!4');
});
