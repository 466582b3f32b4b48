import { naturalLogarithm } from '../../src/expression/natural-logarithm.js';

describe('naturalLogarithm', () => {
  // Of log(3); Math.log is off by one in the last place for all of them.
  test.each([
    [0.37, -0.994_252_273_343_866_9],
    [7.03, 1.950_186_705_822_573_5],
    [14.06, 2.643_333_886_382_519],
    [21.83, 3.083_285_170_561_852_3],
    [44.4, 3.793_239_469_438_179_2],
    [68.82, 4.231_494_400_369_335],
    [72.52, 4.283_862_385_886_651],
    [74, 4.304_065_093_204_17],
    [75.48, 4.323_867_720_500_35],
    [103.97, 4.644_102_395_989_878],
    [136.9, 4.919_250_732_294_404],
    [149.85, 5.009_634_793_762_673],
  ])('rounds the logarithm of %d as the C library does', (x, expected) => {
    expect(naturalLogarithm(x)).toBe(expected);
  });

  test.each([0, -0, -1, 1, Infinity, -Infinity, Number.NaN, 5e-324, 1e-310, 2, 0.5, 1.7e308])(
    'is Math.log for %d',
    (x) => {
      expect(naturalLogarithm(x)).toBe(Math.log(x));
    },
  );

  test('never strays from Math.log by more than the last place', () => {
    for (let i = 1; i <= 20_000; i++) {
      const x = 1.37 ** ((i % 2000) - 1000) * i;
      const exact = Math.log(x);
      expect(Math.abs(naturalLogarithm(x) - exact)).toBeLessThanOrEqual(Math.abs(exact) * 2 ** -52);
    }
  });
});
