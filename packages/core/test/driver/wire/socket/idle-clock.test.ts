import { idleNow } from '../../../../src/driver/wire/socket/idle-clock.js';

const HOUR = 3_600_000;

/** How far the clock goes when the time of day is set by so much and nothing else happens. */
function stepOver(jump: number): number {
  const now = Date.now;
  const before = idleNow();
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + jump);
  const step = idleNow() - before;
  clock.mockRestore();
  idleNow();
  return step;
}

it.each([
  ['goes on while the machine sleeps', HOUR, HOUR],
  ['does not go back with the time of day', -HOUR, 0],
  ['does not follow small differences', 500, 0],
])('The clock of idle connections %s', (_what, jump, step) => {
  expect(Math.abs(stepOver(jump) - step)).toBeLessThan(100);
});

it('The clock of idle connections does not go back when the time of day does so after a sleep', () => {
  const before = idleNow();
  stepOver(HOUR);
  expect(idleNow() - before).toBeGreaterThan(HOUR - 100);
});
