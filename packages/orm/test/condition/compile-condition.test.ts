import { exp } from '@aeroform/core';
import { getEntityMetadata } from '../../src/metadata/get-entity-metadata.js';
import { compileCondition } from '../../src/condition/compile-condition.js';
import { buildCondition } from '../../src/condition/root-fields.js';
import type { Predicate } from '../../src/type/expr.js';
import type { Root } from '../../src/type/field.js';
import { conditions } from '../query/conditions.js';
import { Order } from '../query/order.js';

/** The name of a condition, its expression in words, and the bytes that CE 8.1.2 evaluates. */
const golden: readonly (readonly [keyof typeof conditions, text: string, hex: string])[] = [
  ['string eq', 'eq(stringBin("st"), "paid")', '9301935103a27374a50370616964'],
  [
    'string ne',
    'or(not(eq(binType("st"), 3)), not(eq(stringBin("st"), "paid")))',
    '9311921293019252a273740392129301935103a27374a50370616964',
  ],
  ['string range', 'ge(stringBin("st"), "new")', '9304935103a27374a4036e6577'],
  [
    'int between',
    'and(ge(intBin("total"), 10), le(intBin("total"), 20))',
    '93109304935102a5746f74616c0a9306935102a5746f74616c14',
  ],
  [
    'not int between',
    'or(not(eq(binType("total"), 1)), not(and(ge(intBin("total"), 10), le(intBin("total"), 20))))',
    '9311921293019252a5746f74616c01921293109304935102a5746f74616c0a9306935102a5746f74616c14',
  ],
  ['int against a fraction', 'gt(intBin("total"), 5)', '9303935102a5746f74616c05'],
  ['int eq fraction', 'false', 'c2'],
  ['bigint', 'lt(intBin("big"), 4611686018427387904n)', '9305935102a3626967cf4000000000000000'],
  [
    'double gt',
    'gt(cond(eq(binType("weight"), 1), toFloat(intBin("weight")), floatBin("weight")), 2.5)',
    '9303947b93019252a677656967687401921f935102a6776569676874935107a6776569676874cb4004000000000000',
  ],
  [
    'not double gt',
    'or(not(or(eq(binType("weight"), 1), eq(binType("weight"), 2))), not(gt(cond(eq(binType("weight"), 1), toFloat(intBin("weight")), floatBin("weight")), 2.5)))',
    '93119212931193019252a67765696768740193019252a67765696768740292129303947b93019252a677656967687401921f935102a6776569676874935107a6776569676874cb4004000000000000',
  ],
  ['bool', 'eq(boolBin("gift"), true)', '9301935101a467696674c3'],
  ['date', 'le(intBin("due"), 5)', '9306935102a364756505'],
  ['bytes', 'eq(blobBin("hash"), blob(00ff))', '9301935106a468617368a30400ff'],
  ['enum', 'eq(stringBin("channel"), "s")', '9301935103a76368616e6e656ca20373'],
  [
    'undeclared int',
    'eq(cond(eq(binType("anything"), 1), toFloat(intBin("anything")), floatBin("anything")), 5.0)',
    '9301947b93019252a8616e797468696e6701921f935102a8616e797468696e67935107a8616e797468696e67cb4014000000000000',
  ],
  [
    'in',
    'or(eq(stringBin("st"), "new"), eq(stringBin("st"), "paid"))',
    '93119301935103a27374a4036e65779301935103a27374a50370616964',
  ],
  [
    'not in',
    'or(not(eq(binType("st"), 3)), not(or(eq(stringBin("st"), "new"), eq(stringBin("st"), "paid"))))',
    '9311921293019252a2737403921293119301935103a27374a4036e65779301935103a27374a50370616964',
  ],
  ['exists', 'ne(binType("st"), 0)', '93029252a2737400'],
  ['is null', 'not(ne(binType("st"), 0))', '921293029252a2737400'],
  ['starts with', 'regexCompare("^p\\\\.", 5, stringBin("st"))', '940709a45e705c2e935103a27374'],
  [
    'equal without case',
    'regexCompare("^P(Æ|æ)$", 7, stringBin("st"))',
    '94070baa5e5028c3867cc3a62924935103a27374',
  ],
  [
    'matches',
    'regexCompare("^p[^\\n\\r]*d$", 7, stringBin("st"))',
    '94070baa5e705b5e0a0d5d2a6424935103a27374',
  ],
  [
    'list includes',
    'gt(listGetByValue(5, "a", listBin("tags")), 0)',
    '9303957f0200931605a20361935104a47461677300',
  ],
  [
    'not list includes',
    'or(not(eq(binType("tags"), 20)), not(gt(listGetByValue(5, "a", listBin("tags")), 0)))',
    '9311921293019252a4746167731492129303957f0200931605a20361935104a47461677300',
  ],
  [
    'list some',
    'gt(listGetByValueRange(5, 6, 9, listBin("scores")), 0)',
    '9303957f02009419050609935104a673636f72657300',
  ],
  ['list size', 'gt(listSize(listBin("tags")), 2)', '9303957f02009110935104a47461677302'],
  [
    'list at',
    'eq(mapGetByKey(7, "sku", listBin("lines"), ctx.listIndex(-1)), "k")',
    '9301957f030093ccff9210ff936107a403736b75935104a56c696e6573a2036b',
  ],
  [
    'map key exists',
    'gt(mapGetByKey(5, "x", mapBin("counters")), 0)',
    '9303957f0200936105a20378935105a8636f756e7465727300',
  ],
  [
    'map value exists',
    'gt(mapGetByValue(5, 3, mapBin("counters")), 0)',
    '9303957f020093660503935105a8636f756e7465727300',
  ],
  [
    'map value',
    'ge(mapGetByKey(7, "y", mapBin("counters")), 2)',
    '9304957f0200936107a20379935105a8636f756e7465727302',
  ],
  [
    'embedded map',
    'eq(mapGetByKey(7, "c", mapBin("ship")), "Oslo")',
    '9301957f0300936107a20363935105a473686970a5034f736c6f',
  ],
  [
    'not embedded list in a map',
    'or(not(and(eq(binType("ship"), 19), gt(listGetByValueRange(5, [], {}, mapGetByKeyList(7, ["street"], mapBin("ship"))), 0), gt(listGetByValueRange(5, -9223372036854775808n, "", listGetByIndexRange(7, 1, 1, mapBin("ship"), ctx.mapKey("street"))), 0))), not(gt(listGetByIndex(7, 1, mapBin("ship"), ctx.mapKey("street")), 3)))',
    '93119212941093019252a473686970139303957f0200941905927e9081c70001c0957f0400936b07927e91a703737472656574935105a473686970009303957f0200941905d38000000000000000a103957f040093ccff9222a7037374726565749418070101935105a4736869700092129303957f020093ccff9222a70373747265657493130701935105a47368697003',
  ],
  [
    'embedded is null',
    'not(and(eq(binType("ship"), 19), gt(listGetByValueRange(5, false, infinity(), mapGetByKeyList(7, ["c"], mapBin("ship"))), 0)))',
    '9212931093019252a473686970139303957f0200941905c2d4ff01957f0400936b07927e91a20363935105a47368697000',
  ],
  ['embedded bins', 'eq(stringBin("p_cur"), "EUR")', '9301935103a5705f637572a403455552'],
  [
    'within',
    'geoCompare(geoBin("where"), geo("{\\"type\\":\\"AeroCircle\\",\\"coordinates\\":[[10,60],100]}"))',
    '9308935108a57768657265d932177b2274797065223a224165726f436972636c65222c22636f6f7264696e61746573223a5b5b31302c36305d2c3130305d7d',
  ],
  [
    'contains point',
    'geoCompare(geoBin("where"), geo("{\\"type\\":\\"Point\\",\\"coordinates\\":[10,60]}"))',
    '9308935108a57768657265d927177b2274797065223a22506f696e74222c22636f6f7264696e61746573223a5b31302c36305d7d',
  ],
  ['id', 'gt(key(string), "m")', '9303925003a2036d'],
  ['record metadata', 'and(lt(ttl(), 60), eq(digestModulo(8), 0))', '9310930591453c930192400800'],
  ['last update', 'gt(lastUpdate(), 1000000000)', '93039142ce3b9aca00'],
  [
    'two fields',
    'gt(intBin("total"), intBin("discount"))',
    '9303935102a5746f74616c935102a8646973636f756e74',
  ],
  [
    'an int and a double',
    'ge(cond(eq(binType("weight"), 1), toFloat(intBin("weight")), floatBin("weight")), toFloat(intBin("total")))',
    '9304947b93019252a677656967687401921f935102a6776569676874935107a6776569676874921f935102a5746f74616c',
  ],
  [
    'arithmetic',
    'eq(numMod(numAdd(intBin("total"), intBin("discount")), 3), 1)',
    '9301931a9314935102a5746f74616c935102a8646973636f756e740301',
  ],
  [
    'a negated or',
    'and(or(not(eq(binType("st"), 3)), not(eq(stringBin("st"), "new"))), or(not(eq(binType("total"), 1)), not(gt(intBin("total"), 5))))',
    '93109311921293019252a273740392129301935103a27374a4036e65779311921293019252a5746f74616c0192129303935102a5746f74616c05',
  ],
];

describe('compiled conditions', () => {
  const compile = (build: (f: Root<Order>) => Predicate) =>
    compileCondition(buildCondition(getEntityMetadata(Order), build));

  it.each(golden)('compile %s to its bytes', (name, text, hex) => {
    const expression = compile(conditions[name]);
    expect(exp.toText(expression)).toBe(text);
    expect(Buffer.from(exp.toBase64(expression), 'base64').toString('hex')).toBe(hex);
  });

  it('are listed for every condition of the table', () => {
    expect(golden.map(([name]) => name)).toEqual(Object.keys(conditions));
  });

  it('never put a negation around an expression that can be unknown', () => {
    const text = exp.toText(
      compile((f) =>
        f.status
          .eq('new')
          .and(f.total.gt(1).or(f.gift.eq(true)).not())
          .not(),
      ),
    );
    expect(text).toBe(
      'or(or(not(eq(binType("st"), 3)), not(eq(stringBin("st"), "new"))), gt(intBin("total"), 1), eq(boolBin("gift"), true))',
    );
  });

  it('take the sign off a modulus, since -1 would end the server', () => {
    expect(exp.toText(compile((f) => f.total.mod(-1).eq(0)))).toBe(
      'eq(numMod(intBin("total"), 1), 0)',
    );
  });
});
