import { Clock } from '../../src/storage/clock';
import { type Duration, parseDuration } from '../../src/storage/duration';

describe('parseDuration', () => {
  it.each<[Duration, number]>([
    [0, 0],
    [1500, 1500],
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['1.5h', 5_400_000],
    ['31d', 31 * 86_400_000],
    ['1w', 604_800_000],
  ])('takes %j for %i ms', (duration, milliseconds) => {
    expect(parseDuration(duration)).toBe(milliseconds);
  });

  it.each([
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '-5s',
    '5',
    '5 s',
    '1y',
    '',
    '101y',
    undefined,
  ])('refuses %p and says what is allowed', (duration) => {
    expect(() => parseDuration(duration as never)).toThrow(/^a duration must be milliseconds/);
  });

  it('refuses more than a century', () => {
    expect(() => parseDuration('36501d')).toThrow('100 years');
  });
});

describe('Clock', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_700_000_000_000 }));
  afterEach(() => jest.useRealTimers());

  it('runs with the time of day, ahead by what it was advanced', async () => {
    const clock = new Clock();
    await clock.advance(5000);
    jest.advanceTimersByTime(1000);
    expect(clock.now()).toBe(1_700_000_006_000);
    expect(clock.offset).toBe(5000);
  });

  it('stands still while it is frozen, but for advances', async () => {
    const clock = new Clock();
    clock.freeze();
    jest.advanceTimersByTime(60_000);
    expect(clock.now()).toBe(1_700_000_000_000);
    await clock.advance(10);
    expect(clock.now()).toBe(1_700_000_000_010);
  });

  it('runs on from where it stood', () => {
    const clock = new Clock();
    clock.freeze();
    jest.advanceTimersByTime(60_000);
    clock.resume();
    jest.advanceTimersByTime(5);
    expect(clock.now()).toBe(1_700_000_000_005);
    expect(clock.offset).toBe(-60_000);
  });

  it('moves past the writes of this millisecond, and lets the time of day catch up', async () => {
    const clock = new Clock();
    expect(clock.passStamps()).toBe(1_700_000_000_000);
    expect(clock.stamp()).toBe(1_700_000_000_000);
    expect(clock.passStamps()).toBe(1_700_000_000_001);
    expect(clock.passStamps()).toBe(1_700_000_000_001);
    expect(clock.stamp()).toBe(1_700_000_000_001);
    expect(clock.passStamps()).toBe(1_700_000_000_002);
    await clock.advance(10);
    expect(clock.now()).toBe(1_700_000_000_012);
    const { offset } = clock.capture();
    expect(offset).toBe(12);
    jest.advanceTimersByTime(5);
    expect(clock.now()).toBe(1_700_000_000_015);
  });

  it('moves past writes while it is frozen, and stays frozen', () => {
    const clock = new Clock();
    clock.stamp();
    clock.passStamps();
    clock.stamp();
    clock.freeze();
    expect(clock.now()).toBe(1_700_000_000_001);
    expect(clock.passStamps()).toBe(1_700_000_000_002);
    jest.advanceTimersByTime(60_000);
    expect(clock.now()).toBe(1_700_000_000_002);
    expect(clock.capture()).toEqual({ offset: 2, frozenAt: 1_700_000_000_000 });
  });

  it('knows after a restore no writes of a later time', async () => {
    const clock = new Clock();
    const before = clock.capture();
    await clock.advance(1_000_000);
    clock.stamp();
    clock.restore(before);
    expect(clock.passStamps()).toBe(1_700_000_000_001);
  });

  it('waits for those who have something to do when it is advanced', async () => {
    const clock = new Clock();
    const done: string[] = [];
    const end = clock.onAdvance(async () => {
      await Promise.resolve();
      done.push('swept');
    });
    await clock.advance(1);
    expect(done).toEqual(['swept']);
    end();
    await clock.advance(1);
    expect(done).toEqual(['swept']);
  });
});
