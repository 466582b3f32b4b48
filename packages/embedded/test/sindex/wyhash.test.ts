import { hashIndexValue } from '../../src/sindex/index-value.js';
import { wyhash } from '../../src/sindex/wyhash.js';

describe('wyhash', () => {
  // Index values that a server 8.1.2.0 answered for records with these texts in an indexed bin.
  it.each([
    ['', -2723515086152880595n],
    ['a', 5474182612203764128n],
    ['ab', 7470174162151505226n],
    ['abc', 6950277668693737238n],
    ['abcd', 5791072429862620633n],
    ['red', -6214541600475868773n],
    ['aerospike', -8892456838036837222n],
    ['0123456789abcdef', 5771066529700089868n],
    ['x'.repeat(32), 3297601676882844177n],
    ['x'.repeat(33), -5727222497473591384n],
    ['y'.repeat(48), 1885945150767024280n],
    ['y'.repeat(49), -1543144607584948663n],
    ['z'.repeat(97), 2802356104247077381n],
    ['grün', 7242028510534649758n],
    ['w'.repeat(200), 8555655016324329150n],
  ])('hashes %j as the server does', (text, expected) => {
    expect(hashIndexValue(Buffer.from(text))).toBe(expected);
  });

  it('gives 64 unsigned bits', () => {
    for (let size = 0; size < 120; size++) {
      const hash = wyhash(Buffer.alloc(size, size));
      expect(hash).toBe(BigInt.asUintN(64, hash));
    }
  });
});
