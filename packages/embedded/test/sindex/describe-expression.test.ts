import { describeExpression } from '../../src/sindex/describe-expression';

/** Expressions, and how Aerospike CE 8.1.2 listed indexes over them. */
const RECORDED: [string, string][] = [
  ['935102a161', 'bin_int("a")'],
  ['947b9301935102a161059314935102a1610505', 'cond(eq(bin_int("a"), 5), add(bin_int("a"), 5), 5)'],
  [
    '967b9303935102a16101019303935102a161020203',
    'cond(gt(bin_int("a"), 1), 1, gt(bin_int("a"), 2), 2, 3)',
  ],
  ['947b9301935103a162a203780501', 'cond(eq(bin_str("b"), <string#1>), 5, 1)'],
  ['947b940700a178935103a1620102', 'cond(cmp_regex(<string#1>, 0, bin_str("b")), 1, 2)'],
  [
    '947b93109303935102a161019304935102a161090102',
    'cond(and(gt(bin_int("a"), 1), ge(bin_int("a"), 9)), 1, 2)',
  ],
  ['9252a161', 'bin_type("a")'],
  ['924005', 'digest_modulo(5)'],
  ['921e921d935107a166', 'to_int(ceil(bin_float("f")))'],
  ['9314935102a161d0fb', 'add(bin_int("a"), -5)'],
  ['921e9314935107a166cb3ff8000000000000', 'to_int(add(bin_float("f"), 1.500000))'],
  ['947da178935102a161927ca178', 'let(def(var_0, bin_int("a")), var("var_0"))'],
  ['947b92129303935102a161010102', 'cond(not(gt(bin_int("a"), 1)), 1, 2)'],
  ['947b9301935106a162c4030401020102', 'cond(eq(bin_blob("b"), <blob#2>), 1, 2)'],
  ['947b9301935101a162c30102', 'cond(eq(bin_bool("b"), true), 1, 2)'],
];

describe('an index expression', () => {
  it.each(RECORDED)('%s is shown as %s', (hex, text) => {
    expect(describeExpression(Buffer.from(hex, 'hex'))).toBe(text);
  });

  it('with an operation on a list has no text', () => {
    expect(describeExpression(Buffer.from('957f02009110935104a16c', 'hex'))).toBeUndefined();
  });
});
