import { TimeSlice } from '../../src/driver/time-slice.js';

function untilOver(slice: TimeSlice): void {
  while (!slice.isOver());
}

describe('a time slice', () => {
  it('is not over at once', () => {
    expect(new TimeSlice().isOver()).toBe(false);
  });

  it('lets others have their turn once it is over, and begins anew', async () => {
    const slice = new TimeSlice();
    untilOver(slice);
    const order: string[] = [];
    setImmediate(() => order.push('other'));
    await slice.next();
    order.push('work');
    expect(order).toEqual(['other', 'work']);
    untilOver(slice);
  });

  it('ends the work when it may not go on', async () => {
    const slice = new TimeSlice(() => {
      throw new Error('stop');
    });
    await expect(slice.next()).rejects.toThrow('stop');
  });
});
