import { exp } from '@aeroform/core';
import { getEntityMetadata } from '../../src/metadata/get-entity-metadata.js';
import { compileExpr, compilePredicate } from '../../src/condition/compile-predicate.js';
import { formatCondition } from '../../src/condition/format-condition.js';
import {
  between,
  contains,
  exists,
  gt,
  includes,
  includesAny,
  isIn,
  isNull,
  matches,
  ne,
  notIn,
  startsWith,
} from '../../src/query/operators.js';
import { buildCondition, rootFields } from '../../src/condition/root-fields.js';
import { objectCondition, propertyCondition } from '../../src/query/where-object.js';
import { Order } from '../query/order.js';

const metadata = getEntityMetadata(Order);
// Any: these tests pass what the types forbid.
// oxlint-disable-next-line typescript/no-explicit-any
type Anything = any;
const build = (make: (f: Anything) => Anything): string =>
  formatCondition(buildCondition(metadata, make));
const object = (where: unknown): string => formatCondition(objectCondition(metadata, where));

/** What is wrong, where it is said, and what the error names. */
const wrong: readonly (readonly [string, () => unknown, RegExp])[] = [
  [
    'operators written as an object',
    () => object({ total: { gt: 1 } }),
    /^Order\.total: an object with gt is no comparison; write total: gt\(value\), .* where\(\(f\) => f\.total\.gt\(…\)\)/,
  ],
  [
    'several operators written as an object',
    () => object({ total: { gte: 1, lt: 3 } }),
    /^Order\.total: an object with gte, lt is no comparison; write total: gte\(value\)/,
  ],
  [
    'operators written as an object, with dollars',
    () => object({ total: { $gt: 1 } }),
    /^Order\.total: an object with \$gt is no comparison; write total: gt\(value\), /,
  ],
  [
    'operators of MongoDB that have another name here',
    () => object({ total: { $nin: [1] } }),
    /^Order\.total: an object with \$nin is no comparison; write total: notIn\(values\), /,
  ],
  [
    'in written as an object',
    () => object({ status: { in: ['paid'] } }),
    /^Order\.status: an object with in is no comparison; write status: isIn\(values\)/,
  ],
  ['eq of undefined', () => build((f) => f.status.eq(undefined)), /Order\.status\.eq: .*undefined/],
  ['ne of undefined', () => build((f) => f.status.ne(undefined)), /Order\.status\.eq: .*undefined/],
  [
    'between with undefined',
    () => build((f) => f.total.between(1, undefined)),
    /Order\.total\.between\(high\): .*undefined/,
  ],
  [
    'in with undefined',
    () => build((f) => f.total.in([1, undefined])),
    /Order\.total\.in\[1\]: .*undefined/,
  ],
  [
    'in of undefined',
    () => build((f) => f.total.in(undefined)),
    /Order\.total\.in: takes an array/,
  ],
  ['in with null', () => build((f) => f.total.in([null])), /Order\.total\.in\[0\]: is null/],
  [
    'a nested undefined',
    () => build((f) => f.ship.city.eq(undefined)),
    /Order\.ship\.city\.eq: .*undefined/,
  ],
  [
    'includes of undefined',
    () => build((f) => f.tags.includes(undefined)),
    /Order\.tags\.includes\[0\]: .*undefined/,
  ],
  [
    'hasKey of undefined',
    () => build((f) => f.counters.hasKey(undefined)),
    /Order\.counters\.hasKey: .*undefined/,
  ],
  [
    'hasValue of undefined',
    () => build((f) => f.counters.hasValue(undefined)),
    /Order\.counters\.hasValue: .*undefined/,
  ],
  [
    'startsWith of undefined',
    () => build((f) => f.status.startsWith(undefined)),
    /Order\.status\.startsWith: takes a string; got undefined/,
  ],
  [
    'arithmetic with undefined',
    () => build((f) => f.total.add(undefined).gt(1)),
    /Order\.total\.add: .*undefined/,
  ],
  ['an undefined property', () => object({ total: undefined }), /Order\.total: .*undefined/],
  [
    'a nested undefined property',
    () => object({ ship: { city: undefined } }),
    /Order\.ship\.city: .*undefined/,
  ],
  ['an undefined operand', () => object({ total: gt(undefined) }), /gt\(\): .*undefined/],
  [
    'a missing value',
    () => propertyCondition(metadata, 'total', undefined),
    /Order\.total: .*undefined/,
  ],
  ['no conditions', () => object(undefined), /Order: conditions are a callback, an object/],
  ['a callback without a result', () => build(() => undefined), /got undefined/],
  [
    'a callback that returns a boolean',
    () => build((f) => f.gift),
    /a condition is made with the methods of fields/,
  ],
  [
    'an unknown property',
    () => build((f) => f.nope.eq(1)),
    /Order\.nope: is not a mapped property; there are id, /,
  ],
  [
    'an unknown nested property',
    () => build((f) => f.ship.nope.eq(1)),
    /Order\.ship\.nope: is not a mapped property; there are city/,
  ],
  ['an unknown property of an object', () => object({ ship: { nope: 1 } }), /Order\.ship\.nope/],
  [
    'null with an order',
    () => build((f) => f.total.gt(null)),
    /Order\.total\.gt: null has no order/,
  ],
  ['another type', () => build((f) => f.total.gt('x')), /Order\.total\.gt/],
  ['NaN', () => build((f) => f.weight.gt(Number.NaN)), /Order\.weight\.gt: must be a number/],
  ['an invalid date', () => build((f) => f.due.gt(new Date(Number.NaN))), /Order\.due\.gt/],
  [
    'fields of different types',
    () => build((f) => f.total.eq(f.status)),
    /values of type int and string do not compare/,
  ],
  [
    'an order of booleans',
    () => build((f) => f.gift.gt(true)),
    /values of type bool have no such comparison/,
  ],
  [
    'a text test of a number',
    () => build((f) => f.total.startsWith('1')),
    /Order\.total\.startsWith: is for texts/,
  ],
  [
    'a list test of a text',
    () => build((f) => f.status.includes('a')),
    /Order\.status\.includes: is for list; this is a string/,
  ],
  ['a set as a whole', () => object({ codes: new Set([1]) }), /Order\.codes\.eq: a set is stored/],
  ['bounds of two types', () => build((f) => f.anything.between(1, 'x')), /bounds are of types/],
  [
    'a remainder by zero',
    () => build((f) => f.total.mod(0).eq(0)),
    /Order\.total\.mod: takes a number other than 0/,
  ],
  [
    'a remainder of doubles',
    () => build((f) => f.weight.mod(2).eq(0)),
    /Order\.weight\.mod: is for integers/,
  ],
  [
    'the generation',
    () => build((f) => f.version.eq(1)),
    /Order\.version: the server cannot compare generations/,
  ],
  [
    'some of an element around the one at hand',
    () =>
      build((f) =>
        f.lines.some((outer: Anything) => f.tags.some((e: Anything) => e.startsWith(outer.sku))),
      ),
    /Order\.tags\[\*\]\.startsWith: takes a string/,
  ],
  [
    'some that looks at the record',
    () => build((f) => f.lines.some((line: Anything) => line.quantity.gt(f.discount))),
    /its condition on the elements looks at Order\.discount/,
  ],
  [
    'some that looks at an element around it',
    () =>
      build((f) =>
        f.lines.some((line: Anything) =>
          line.sku.eq('x').and(f.scores.some((e: Anything) => e.gt(line.quantity))),
        ),
      ),
    /its condition on the elements looks at Order\.lines\[\*\]\.quantity/,
  ],
  [
    'some without a callback',
    () => build((f) => f.tags.some('x')),
    /Order\.tags\.some: takes a callback/,
  ],
  [
    'a region that is none',
    () => build((f) => f.where.within({ type: 'Point', coordinates: [1, 2] })),
    /Order\.where\.within: takes a GeoJSON Polygon/,
  ],
  [
    'a position off the earth',
    () => build((f) => f.where.containsPoint([181, 0])),
    /within ±180 and ±90/,
  ],
  [
    'a circle without a radius',
    () => build((f) => f.where.within({ center: [1, 2], radiusM: 0 })),
    /radiusM must be a number of metres above 0/,
  ],
  [
    'a place in a list that is no number',
    () => build((f) => f.tags.at('x').eq('a')),
    /Order\.tags\.at: takes a whole number/,
  ],
  [
    'a modulus of the digest below one',
    () => build((f) => f.$.digestMod(0).eq(0)),
    /Order\.\$\.digestMod/,
  ],
  [
    'an embedded object as a whole',
    () => object({ ship: gt(1) }),
    /Order\.ship: an embedded object has no gt/,
  ],
];

describe('conditions', () => {
  it.each(wrong)('refuse %s and name the place', (_what, make, message) => {
    expect(make).toThrow(message);
  });

  it('are the same in all three forms', () => {
    const forms: readonly (readonly [unknown, string])[] = [
      [{ status: 'new' }, '$.st == "new"'],
      [{ status: null }, 'not ($.st.exists())'],
      [{ status: ne('new'), total: gt(5) }, 'not ($.st == "new") and $.total > 5'],
      [{ total: between(1, 2) }, '$.total between 1 and 2'],
      [{ total: isIn([1, 2]) }, '$.total in [1, 2]'],
      [{ total: notIn([1]) }, 'not ($.total in [1])'],
      [{ total: exists(), discount: isNull() }, '$.total.exists() and not ($.discount.exists())'],
      [{ status: startsWith('n') }, '$.st.startsWith("n")'],
      [{ status: contains('e') }, '$.st.contains("e")'],
      [{ status: matches(/^n/i) }, '$.st.matches(/^n/i)'],
      [{ tags: includes('a') }, '$.tags.includes("a")'],
      [{ tags: includesAny(['a', 'b']) }, '$.tags.includes("a" or "b")'],
      [
        { ship: { city: 'Oslo', street: { number: gt(3) } } },
        '$.ship.c == "Oslo" and $.ship.street.[1] > 3',
      ],
      [{ ship: null }, 'not ($.ship.exists())'],
      [{ price: { currency: 'EUR' } }, '$.p_cur == "EUR"'],
      [{ due: new Date(7) }, '$.due == 7'],
      [{ scores: [1, 2] }, '$.scores == [1,2]'],
    ];
    for (const [where, text] of forms) expect(object(where)).toBe(text);
    expect(formatCondition(propertyCondition(metadata, 'total', gt(5)))).toBe('$.total > 5');
    expect(build((f) => f.total.gt(5))).toBe('$.total > 5');
  });

  it('are frozen data', () => {
    const condition = buildCondition(metadata, (f) => f.status.eq('new').and(f.total.gt(1)));
    expect(Object.isFrozen(condition)).toBe(true);
    expect(condition.kind === 'and' && condition.parts.every((part) => Object.isFrozen(part))).toBe(
      true,
    );
  });

  it('compile for writes and reads without a server', () => {
    const when = compilePredicate({ metadata }, (f) => f.total.lt(3));
    expect(exp.toText(when)).toBe('lt(intBin("total"), 3)');
    const fields = rootFields(metadata);
    const expiring = compilePredicate({ metadata }, (f) => f.ttl.lt(60).and(f.ttl.exists()));
    expect(exp.toText(expiring)).toBe('and(lt(ttl(), 60), true)');
    expect(exp.toText(compileExpr({ metadata }, fields.total.mul(2)))).toBe(
      'numMul(intBin("total"), 2)',
    );
    expect(exp.toText(compileExpr({ metadata }, fields.total.eq(2)))).toBe(
      'and(eq(binType("total"), 1), eq(intBin("total"), 2))',
    );
    expect(() => compileExpr({ metadata }, {})).toThrow(/an expression is made of the fields/);
  });
});
