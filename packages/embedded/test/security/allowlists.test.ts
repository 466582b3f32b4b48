import { Info1 } from '@aeroform/protocol';
import { Allowlist } from '../../src/security/allowlist';
import { field } from '../support/admin-client';
import { useSecured } from '../support/secured';
import { key } from '../support/wire-client';

const secured = useSecured({
  users: [
    { name: 'outside', password: 'admin', roles: ['read', 'far'] },
    { name: 'inside', password: 'admin', roles: ['far', 'near'] },
    { name: 'moving', password: 'admin', roles: ['read', 'moving'] },
  ],
  roles: [
    { name: 'far', allowlist: ['10.0.0.0/8'] },
    { name: 'near', privileges: ['read'], allowlist: ['192.168.0.1', '127.0.0.0/24'] },
    { name: 'moving', allowlist: ['127.0.0.1'] },
  ],
});

describe('an allowlist', () => {
  it('refuses the login of a user who comes from elsewhere: 82', async () => {
    const client = await secured.connect();
    expect(await client.code('login', field.user('outside'), field.credential('admin'))).toBe(82);
    expect(await client.code('login', field.user('outside'), field.credential('x'))).toBe(65);
    expect(await client.code('queryUsers', field.user('outside'))).toBe(80);
  });

  it('lets users come from the addresses of any of their roles', async () => {
    const { wire } = await secured.login('inside');
    expect(await wire.resultCode({ info1: Info1.read, fields: key(1) })).toBe(2);
  });

  it('holds at once for connections that are open', async () => {
    const { wire } = await secured.login('moving');
    const read = { info1: Info1.read, fields: key(1) };
    const list = (text: string) =>
      secured.admin.code('setAllowlist', field.role('moving'), field.allowlist(text));
    expect(await wire.resultCode(read)).toBe(2);
    await list('10.1.1.1');
    expect(await wire.resultCode(read)).toBe(82);
    await list('127.0.0.1,10.1.1.1');
    expect(await wire.resultCode(read)).toBe(2);
  });
});

describe('Allowlist', () => {
  it('knows addresses and networks of both kinds', () => {
    const list = new Allowlist('10.1.2.0/24,192.168.0.1,2001:db8::/32');
    expect(list.includes('10.1.2.255')).toBe(true);
    expect(list.includes('10.1.3.0')).toBe(false);
    expect(list.includes('::ffff:192.168.0.1')).toBe(true);
    expect(list.includes('2001:db8:1::1')).toBe(true);
    expect(list.includes('2001:db9::1')).toBe(false);
  });

  it.each([
    '',
    'host',
    '10.0.0',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.1,',
    '::1/129',
  ])('refuses "%s"', (text) => {
    expect(() => new Allowlist(text)).toThrow(expect.objectContaining({ resultCode: 73 }));
  });
});
