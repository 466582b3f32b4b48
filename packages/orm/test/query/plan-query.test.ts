import { getEntityMetadata } from '../../src/metadata/get-entity-metadata.js';
import type { AvailableSindex } from '../../src/query/available-sindex.js';
import { describePlan } from '../../src/query/describe-plan.js';
import { planQuery } from '../../src/query/plan-query.js';
import { buildCondition } from '../../src/condition/root-fields.js';
import { objectCondition } from '../../src/query/where-object.js';
import type { Predicate } from '../../src/type/expr.js';
import type { Root } from '../../src/type/field.js';
import type { Plan } from '../../src/type/plan.js';
import { Order } from './order.js';

const metadata = getEntityMetadata(Order);
const CITY_CONTEXT = 'kiKiA2M=';

const declared: readonly AvailableSindex[] = metadata.indexes.map((index) => ({
  name: index.name,
  binName: index.binName,
  expression: null,
  type: index.type,
  collection: index.collection,
  context: index.steps.length === 0 ? null : CITY_CONTEXT,
  isReadable: true,
  entriesPerValue: null,
}));

type Build = (f: Root<Order>) => Predicate;

interface Given {
  readonly sindexes?: readonly AvailableSindex[];
  readonly useIndex?: string | false;
}

function plan(build: Build, { sindexes = declared, useIndex }: Given = {}): Plan {
  const condition = buildCondition(metadata, build);
  const planned = planQuery({ metadata, condition, sindexes, useIndex: useIndex ?? null });
  return describePlan(planned, 'Order');
}

function changed(name: string, change: Partial<AvailableSindex>): AvailableSindex[] {
  return declared.map((sindex) => (sindex.name === name ? { ...sindex, ...change } : sindex));
}

/** Condition, access, index, what the index or the keys are asked, what remains. */
type Row = readonly [
  title: string,
  build: Build,
  access: Plan['access'],
  index: string | null,
  predicate: string | null,
  residual: string | null,
];

const rows: readonly Row[] = [
  ['an id', (f) => f.id.eq('a'), 'pk', null, 'key() == "a"', null],
  [
    'an id with a rest',
    (f) => f.id.eq('a').and(f.total.gt(1)),
    'pk',
    null,
    'key() == "a"',
    '$.total > 1',
  ],
  [
    'several ids, each once',
    (f) => f.id.in(['b', 'a', 'b']),
    'pk-batch',
    null,
    'key() in ["a", "b"]',
    null,
  ],
  [
    'ids joined by or',
    (f) => f.id.eq('a').or(f.id.eq('b')),
    'pk-batch',
    null,
    'key() in ["a", "b"]',
    null,
  ],
  [
    'ids that both conditions name',
    (f) => f.id.in(['a', 'b']).and(f.id.in(['b', 'c'])),
    'pk',
    null,
    'key() == "b"',
    null,
  ],
  [
    'an id in an or',
    (f) => f.id.eq('a').or(f.weight.gt(1)),
    'scan',
    null,
    null,
    'key() == "a" or $.weight > 1.0',
  ],
  ['a range of ids', (f) => f.id.gt('a'), 'scan', null, null, 'key() > "a"'],
  ['no ids', (f) => f.id.in([]), 'none', null, null, null],
  ['ids that contradict', (f) => f.id.eq('a').and(f.id.eq('b')), 'none', null, null, null],
  [
    'equality before a range',
    (f) => f.total.between(1, 5).and(f.status.eq('new')),
    'sindex',
    'q_status',
    '$.st == "new"',
    '$.total between 1 and 5',
  ],
  [
    'a bounded range before an open one',
    (f) => f.total.gt(1).and(f.total.lte(5)),
    'sindex',
    'q_total',
    '$.total between 2 and 5',
    null,
  ],
  ['an open range', (f) => f.total.gt(1), 'sindex', 'q_total', '$.total >= 2', null],
  [
    'a fraction as the integers around it',
    (f) => f.total.between(0.5, 2.5),
    'sindex',
    'q_total',
    '$.total between 1 and 2',
    null,
  ],
  ['a range of one', (f) => f.total.between(3, 3), 'sindex', 'q_total', '$.total == 3', null],
  [
    'a negation beside an indexed condition',
    (f) => f.total.eq(3).and(f.status.ne('new')),
    'sindex',
    'q_total',
    '$.total == 3',
    'not ($.st == "new")',
  ],
  [
    'a negation that leaves the range',
    (f) => f.total.between(1, 5).and(f.total.ne(3)),
    'sindex',
    'q_total',
    '$.total between 1 and 5',
    'not ($.total == 3)',
  ],
  [
    'in as queries that are merged',
    (f) => f.status.in(['new', 'paid']),
    'sindex-merge',
    'q_status',
    '$.st == "new" or $.st == "paid"',
    null,
  ],
  [
    'many integers as their range',
    (f) => f.total.in(Array.from({ length: 17 }, (_, i) => 2 * i)),
    'sindex',
    'q_total',
    '$.total between 0 and 32',
    '$.total in [0, 2, 4, 6, 8, 10, 12, 14, … 9 more]',
  ],
  [
    'or over two indexes',
    (f) => f.status.eq('new').or(f.total.gt(5)),
    'sindex-merge',
    'q_status, q_total',
    '$.st == "new" or $.total >= 6',
    null,
  ],
  [
    'or with a rest',
    (f) => f.status.eq('new').or(f.total.eq(5)).and(f.gift.eq(true)),
    'sindex-merge',
    'q_status, q_total',
    '$.st == "new" or $.total == 5',
    '$.gift == true',
  ],
  [
    'or with a branch of its own rest',
    (f) => f.status.eq('new').and(f.gift.eq(true)).or(f.total.eq(5)),
    'sindex-merge',
    'q_status, q_total',
    '$.st == "new" or $.total == 5',
    '$.gift == true | none',
  ],
  [
    'an or of equalities before an open range',
    (f) => f.total.lt(5).and(f.status.eq('new').or(f.tags.includes('a'))),
    'sindex-merge',
    'q_status, q_tags',
    '$.st == "new" or $.tags[*] == "a"',
    '$.total < 5',
  ],
  [
    'a bounded range before an or of equalities',
    (f) => f.total.between(1, 5).and(f.status.eq('new').or(f.tags.includes('a'))),
    'sindex',
    'q_total',
    '$.total between 1 and 5',
    '$.st == "new" or $.tags.includes("a")',
  ],
  [
    'an or of whole lists',
    (f) => f.scores.eq([1]).or(f.scores.eq([])),
    'scan',
    null,
    null,
    '$.scores in [[1], []]',
  ],
  [
    'or with a branch without an index',
    (f) => f.status.eq('new').or(f.gift.eq(true)),
    'scan',
    null,
    null,
    '$.st == "new" or $.gift == true',
  ],
  [
    'or with a branch that contradicts the rest',
    (f) => f.status.eq('new').or(f.total.eq(5)).and(f.total.gt(7)),
    'sindex',
    'q_status',
    '$.st == "new"',
    '$.total > 7',
  ],
  ['list membership', (f) => f.tags.includes('a'), 'sindex', 'q_tags', '$.tags[*] == "a"', null],
  [
    'list membership of several',
    (f) => f.tags.includesAny(['a', 'b']),
    'sindex-merge',
    'q_tags',
    '$.tags[*] == "a" or $.tags[*] == "b"',
    null,
  ],
  [
    'a list element of any place',
    (f) => f.tags.some((e) => e.eq('a')),
    'sindex',
    'q_tags',
    '$.tags[*] == "a"',
    null,
  ],
  [
    'a list element of one place',
    (f) => f.tags.at(0).eq('a'),
    'sindex',
    'q_tags',
    '$.tags[*] == "a"',
    '$.tags.[0] == "a"',
  ],
  [
    'a map key',
    (f) => f.counters.hasKey('x'),
    'sindex',
    'q_counters',
    '$.counters.keys() == "x"',
    '$.counters.hasKey("x")',
  ],
  ['a nested value', (f) => f.ship.city.eq('Oslo'), 'sindex', 'q_city', '$.ship.c == "Oslo"', null],
  [
    'a place',
    (f) => f.where.containsPoint([1, 2]),
    'sindex',
    'q_where',
    '$.where.containsPoint({"type":"Point","coordinates":[1,2]})',
    '$.where.containsPoint({"type":"Point","coordinates":[1,2]})',
  ],
  [
    'a prefix of an indexed text',
    (f) => f.status.startsWith('p'),
    'scan',
    null,
    null,
    '$.st.startsWith("p")',
  ],
  [
    'an equality that ignores case',
    (f) => f.status.ieq('new'),
    'scan',
    null,
    null,
    '$.st.ieq("new")',
  ],
  [
    'a range of an indexed text',
    (f) => f.status.gt('a' as 'new'),
    'scan',
    null,
    null,
    '$.st > "a"',
  ],
  ['a negation', (f) => f.status.eq('new').not(), 'scan', null, null, 'not ($.st == "new")'],
  ['a computed value', (f) => f.total.add(1).eq(5), 'scan', null, null, '($.total + 1) == 5'],
  ['two fields', (f) => f.total.eq(f.discount), 'scan', null, null, '$.total == $.discount'],
  ['an empty range', (f) => f.total.gt(5).and(f.total.lt(6)), 'none', null, null, null],
  ['absent and equal', (f) => f.status.isNull().and(f.status.eq('new')), 'none', null, null, null],
  [
    'a condition and its opposite',
    (f) => f.total.eq(5).and(f.total.eq(5).not()),
    'none',
    null,
    null,
    null,
  ],
  ['no values', (f) => f.status.in([]), 'none', null, null, null],
  ['a fraction for an integer', (f) => f.total.eq(0.5), 'none', null, null, null],
];

describe('plans', () => {
  it.each(rows)('for %s', (_title, build, access, index, predicate, residual) => {
    const found = plan(build);
    expect({
      ...found,
      candidates: null,
      text: null,
      toString: null,
      note: null,
      requests: null,
      advice: null,
    }).toEqual({
      access,
      index,
      predicate,
      residual,
      exact: residual === null,
      candidates: null,
      text: null,
      toString: null,
      note: null,
      requests: null,
      advice: null,
    });
  });

  it('prefer the index with fewer records per value among equals', () => {
    const build: Build = (f) => f.status.eq('new').and(f.total.eq(5));
    const few = (name: string): readonly AvailableSindex[] =>
      declared.map((s) => ({ ...s, entriesPerValue: s.name === name ? 2 : 900 }));
    expect(plan(build, { sindexes: few('q_total') }).index).toBe('q_total');
    expect(plan(build, { sindexes: few('q_status') }).index).toBe('q_status');
  });

  it('tell why an index is not used', () => {
    const reasons: readonly (readonly [readonly AvailableSindex[], string])[] = [
      [changed('q_status', { isReadable: false }), 'is not readable yet: it is still being built'],
      [
        changed('q_status', { type: 'numeric' }),
        'is numeric; the condition needs one that is string',
      ],
      [changed('q_status', { collection: 'list' }), 'serves none of the conditions'],
      [changed('q_status', { context: CITY_CONTEXT }), 'serves none of the conditions'],
    ];
    for (const [sindexes, reason] of reasons) {
      const found = plan((f) => f.status.eq('new'), { sindexes });
      expect(found.access).toBe('scan');
      expect(found.candidates.find(({ index }) => index === 'q_status')?.rejected).toBe(reason);
    }
  });

  it('list declared indexes that the server does not have', () => {
    const found = plan((f) => f.status.eq('new'), { sindexes: [] });
    expect(found.access).toBe('scan');
    expect(found.candidates.find(({ index }) => index === 'q_status')?.rejected).toMatch(
      /declared but not on the server/,
    );
    expect(found.note).toMatch(/declare a string @Index on bin 'st'/);
  });

  it('leave indexes alone that are not declared, unless they are named', () => {
    const foreign: AvailableSindex = {
      ...declared[0]!,
      name: 'foreign',
      binName: 'discount',
      type: 'numeric',
    };
    const build: Build = (f) => f.discount.eq(1);
    const found = plan(build, { sindexes: [foreign] });
    expect(found.access).toBe('scan');
    expect(found.candidates[0]!.rejected).toMatch(/not declared by Order/);
    expect(plan(build, { sindexes: [foreign], useIndex: 'foreign' }).index).toBe('foreign');
  });

  it('use the named index, or none', () => {
    const build: Build = (f) => f.status.eq('new').and(f.total.gt(5));
    expect(plan(build, { useIndex: 'q_total' }).predicate).toBe('$.total >= 6');
    expect(plan(build, { useIndex: false }).access).toBe('scan');
  });

  it('refuse indexes for values that may be doubles', () => {
    const numeric: AvailableSindex = {
      ...declared[0]!,
      name: 'w',
      binName: 'weight',
      type: 'numeric',
    };
    const found = plan((f) => f.weight.eq(1), { sindexes: [numeric], useIndex: 'w' });
    expect(found.access).toBe('scan');
    expect(found.note).toMatch(/Order.weight cannot use an index: indexes hold integers only/);
  });

  it('are the same for objects and callbacks', () => {
    const condition = objectCondition(metadata, { status: 'new', ship: { city: 'Oslo' } });
    const planned = planQuery({ metadata, condition, sindexes: declared, useIndex: null });
    expect(describePlan(planned, 'Order').text).toBe(
      plan((f) => f.status.eq('new').and(f.ship.city.eq('Oslo'))).text,
    );
  });

  it('print what they do', () => {
    const found = plan((f) => f.status.eq('new').and(f.total.gt(5)), {
      sindexes: declared.filter(({ name }) => name === 'q_status' || name === 'q_total'),
    });
    expect(found.text.split('\n').slice(0, 6)).toEqual([
      'Order: sindex q_status (one index query)',
      '  condition: $.st == "new" and $.total > 5',
      '  asked:     $.st == "new"',
      '  residual:  $.total > 5',
      '  + q_status for $.st == "new": used',
      '  - q_total for $.total >= 6: q_status is likely to find less',
    ]);
    expect(String(found)).toBe(found.text);
    expect(Object.isFrozen(found)).toBe(true);
  });
});
