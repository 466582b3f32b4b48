import {
  monotonicNow,
  TimingWheel,
  WheelEntry,
} from '../../../../src/driver/wire/socket/timing-wheel.js';

class Entry extends WheelEntry {
  woken: number | undefined;
  constructor(readonly onWake?: () => void) {
    super();
  }
  override onDue(now: number): void {
    this.woken = now;
    this.onWake?.();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('TimingWheel', () => {
  it('wakes all entries, never early, also those beyond one turn', async () => {
    const wheel = new TimingWheel();
    const start = monotonicNow();
    const delays = [1, 5, 8, 20, 60, 130, 2100];
    const entries = delays.map((delay) => {
      const entry = new Entry();
      wheel.schedule(entry, start + delay);
      return entry;
    });
    while (entries.some(({ woken }) => woken === undefined)) await pause(10);
    entries.forEach((entry, i) => {
      expect((entry.woken as number) - start).toBeGreaterThanOrEqual(delays[i] as number);
    });
    wheel.stop();
  });

  it('does not wake what was cancelled, and moves what is scheduled again', async () => {
    const wheel = new TimingWheel();
    const now = monotonicNow();
    const [cancelled, moved] = [new Entry(), new Entry()];
    wheel.schedule(cancelled, now + 10);
    wheel.schedule(moved, now + 10);
    wheel.cancel(cancelled);
    wheel.cancel(cancelled);
    wheel.schedule(moved, now + 100);
    while (moved.woken === undefined) await pause(10);
    expect(moved.woken).toBeGreaterThanOrEqual(now + 100);
    expect(cancelled.woken).toBeUndefined();
    wheel.stop();
  });

  it('survives an entry that cancels its neighbours and schedules itself again', async () => {
    const wheel = new TimingWheel();
    const due = monotonicNow() + 20;
    const others = Array.from({ length: 5 }, () => new Entry());
    let wakes = 0;
    const entry: Entry = new Entry(() => {
      for (const other of others) wheel.cancel(other);
      if (++wakes < 3) wheel.schedule(entry, monotonicNow() + 10);
    });
    for (const other of others) wheel.schedule(other, due);
    wheel.schedule(entry, due);
    await pause(150);
    expect(wakes).toBe(3);
    expect(others.every(({ woken }) => woken === undefined)).toBe(true);
    wheel.stop();
  });

  it('lets waiting input be read before it declares anything late', async () => {
    const wheel = new TimingWheel();
    const order: string[] = [];
    const { createServer, connect } = await import('node:net');
    const server = createServer((socket) => socket.end('x')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    wheel.schedule(new Entry(() => order.push('time-out')), monotonicNow() + 30);
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.on('data', () => order.push('data'));
    const end = performance.now() + 100;
    while (performance.now() < end);
    await pause(100);
    expect(order).toEqual(['data', 'time-out']);
    server.close();
    wheel.stop();
  });

  it('wakes what was due before the last turn in the next one', async () => {
    const wheel = new TimingWheel();
    const running = new Entry();
    wheel.schedule(running, monotonicNow() + 5000);
    await pause(60);
    const late = new Entry();
    const startedAt = monotonicNow();
    wheel.schedule(late, startedAt - 50);
    while (late.woken === undefined) await pause(2);
    expect(late.woken - startedAt).toBeLessThan(1000);
    wheel.stop();
  });

  it('goes on when an entry throws', () => {
    jest.useFakeTimers();
    try {
      const wheel = new TimingWheel();
      const failing = new Entry(() => {
        throw new Error('on purpose');
      });
      const other = new Entry();
      wheel.schedule(failing, monotonicNow() - 1);
      wheel.schedule(other, monotonicNow() + 5000);
      expect(() => jest.advanceTimersByTime(20)).toThrow('on purpose');
      wheel.schedule(other, monotonicNow() - 1);
      jest.advanceTimersByTime(20);
      expect(other.woken).toBeDefined();
      wheel.stop();
    } finally {
      jest.useRealTimers();
    }
  });
});
