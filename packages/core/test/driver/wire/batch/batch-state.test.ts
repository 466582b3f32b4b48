import { ResultCode } from '@aeroform/protocol';
import type { BatchCommand, BatchRow } from '../../../../src/driver/driver.js';
import { BatchState } from '../../../../src/driver/wire/batch/batch-state.js';
import { connectionFailure, timeoutFailure } from '../../../../src/driver/wire/failure.js';

const LOST = connectionFailure('M', new Error('gone'));
const LATE = timeoutFailure('Node M was silent');
const ROW = [0];

/** A batch of one row that ends a transaction: the only writes that are sent again though in doubt. */
function newState(): BatchState {
  const rows = [{ kind: 'roll' } as BatchRow];
  return new BatchState({ verb: 'batch', rows, policy: {} } as unknown as BatchCommand);
}

describe('the state of a batch', () => {
  it.each([
    [ResultCode.BATCH_QUEUES_FULL, false],
    [ResultCode.EXPIRED_SESSION, false],
    [ResultCode.TIMEOUT, true],
  ])('after result code %i for all of it has rows in doubt: %p', (resultCode, inDoubt) => {
    const state = newState();
    for (let attempt = 0; attempt < 3; attempt++) {
      state.noteSent(ROW);
      state.refuse(ROW, 'M', resultCode);
      expect(state.openOf(ROW)).toEqual(ROW);
    }
    expect(state.finish()).toMatchObject([{ resultCode, inDoubt }]);
  });

  it.each([LOST, LATE])('keeps a row in doubt, whatever refusals follow: %p', (failure) => {
    const state = newState();
    state.noteSent(ROW);
    state.fail(ROW, failure);
    for (let attempt = 0; attempt < 3; attempt++) {
      state.noteSent(ROW);
      state.refuse(ROW, 'M', ResultCode.BATCH_QUEUES_FULL);
    }
    expect(state.finish()).toMatchObject([{ inDoubt: true }]);
  });

  it('counts how often the node of a row could not be reached, and nothing else', () => {
    const state = newState();
    state.fail(ROW, LOST);
    state.fail(ROW, LATE);
    state.refuse(ROW, 'M', ResultCode.DEVICE_OVERLOAD);
    state.fail(ROW, LOST);
    expect(state.lostOf(0)).toBe(2);
  });
});
