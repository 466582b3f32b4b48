import fc from 'fast-check';
import {
  encodePrivileges,
  encodeRoleNames,
  encodeUserRates,
  hasScope,
  Privilege,
  readPrivileges,
  readRoleNames,
  readUserRates,
  WireError,
} from '@aeroform/protocol';

const name = fc
  .string({ maxLength: 60, unit: 'grapheme' })
  .filter((text) => Buffer.byteLength(text) < 256);

describe('privileges', () => {
  it('decode to what they were written from; global ones have no scope', () => {
    const granted = fc
      .record({
        privilege: fc.constantFrom(...Object.values(Privilege)),
        namespace: name,
        set: name,
      })
      .map((each) => (hasScope(each.privilege) ? each : { ...each, namespace: '', set: '' }));
    fc.assert(
      fc.property(fc.array(granted, { maxLength: 20 }), (privileges) => {
        expect(readPrivileges(encodePrivileges(privileges))).toEqual(privileges);
      }),
    );
  });

  it('are the bytes that the official client sends', () => {
    const read = { privilege: Privilege.read, namespace: 'test', set: '' };
    expect(encodePrivileges([read]).toString('hex')).toBe('010a047465737400');
    const admin = { privilege: Privilege.userAdmin, namespace: '', set: '' };
    expect(encodePrivileges([admin]).toString('hex')).toBe('0100');
  });

  it('refuse cut data and names that are too long', () => {
    expect(() => readPrivileges(Buffer.from('010a04746573', 'hex'))).toThrow(WireError);
    const long = { privilege: Privilege.read, namespace: 'n'.repeat(256), set: '' };
    expect(() => encodePrivileges([long])).toThrow('256');
  });
});

describe('role names', () => {
  it('decode to what they were written from', () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 20 }), (names) => {
        expect(readRoleNames(encodeRoleNames(names))).toEqual(names);
      }),
    );
  });

  it('are the bytes that the official client sends', () => {
    expect(encodeRoleNames(['read']).toString('hex')).toBe('010472656164');
  });

  it('refuse more than their count can tell', () => {
    expect(() => encodeRoleNames(Array<string>(256).fill('r'))).toThrow('256');
  });
});

describe('rates of a user', () => {
  const rates = { quota: 1, singleRecordRate: 2, limitedQueryRate: 3, limitlessQueries: 4 };

  it('decode to what they were written from', () => {
    expect(readUserRates(encodeUserRates(rates))).toEqual(rates);
  });

  it('may have more or fewer numbers', () => {
    const more = Buffer.concat([encodeUserRates(rates), Buffer.alloc(4, 9)]);
    more[0] = 5;
    expect(readUserRates(more)).toEqual(rates);
    expect(readUserRates(Buffer.from([1, 0, 0, 0, 7]))).toMatchObject({
      quota: 7,
      singleRecordRate: 0,
    });
  });
});
