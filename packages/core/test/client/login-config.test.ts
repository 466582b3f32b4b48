import manifest from '../../package.json';
import { inspect } from 'node:util';
import {
  AUTH_EXTERNAL,
  AUTH_INTERNAL,
  AUTH_PKI,
  ClientError,
  createClient,
  InvalidArgError,
} from '../../src/index.js';
import { parseConfig } from '../../src/client/parse-config.js';
import { pem } from '../support/certificate.js';
import { rejection } from '../support/with-client.js';

const create = (config: object): unknown => createClient({ hosts: ['a'], ...config } as never);
const certificate = { cert: pem('client.crt'), key: pem('client.key') };

describe('the login in the configuration', () => {
  it.each([
    [{ user: 'u' }, 'config.password is missing'],
    [{ password: 'geheim' }, 'config.user is missing'],
    [{ user: '', password: 'geheim' }, 'config.user: must not be empty'],
    [{ user: 'u', password: 'geheim', authMode: 9 }, 'config.authMode: must be an AUTH_… constant'],
    [{ user: 'u', password: 'geheim', authMode: 'ldap' }, 'one of internal, external, pki'],
    [{ user: 'u', password: 'geheim', authMode: AUTH_EXTERNAL }, 'config.tls is missing: external'],
    [{ authMode: AUTH_PKI }, 'config.tls needs `cert` and `key`'],
    [{ authMode: 'pki', tls: {} }, 'config.tls needs `cert` and `key`'],
    [{ authMode: 'pki', tls: certificate, user: 'u' }, 'config.user must be left out'],
    [{ authMode: 'pki', tls: certificate, password: 'geheim' }, 'config.password must be left out'],
    [{ loginTimeout: 0 }, 'config.loginTimeout: must be a whole number of milliseconds from 1'],
  ])('refuses %j', (config, message) => {
    expect(() => create(config)).toThrow(InvalidArgError);
    expect(() => create(config)).toThrow(message);
    expect(() => create(config)).not.toThrow('geheim');
  });

  it('accepts the modes by number and by name', () => {
    const login = { hosts: ['a'], user: 'u', password: '' };
    const mode = (config: object): unknown =>
      parseConfig({ ...login, ...config }).wire.credentials?.mode;
    expect(mode({})).toBe(AUTH_INTERNAL);
    expect(mode({ authMode: AUTH_INTERNAL })).toBe(AUTH_INTERNAL);
    expect(mode({ authMode: 'external', tls: {} })).toBe(AUTH_EXTERNAL);
    expect(mode({ authMode: 'external-insecure' })).toBe(3);
    const pki = parseConfig({ hosts: ['a'], authMode: 'pki', tls: certificate });
    expect(pki.wire.credentials?.mode).toBe(AUTH_PKI);
  });

  it('takes `timeout` for the time-outs that are not given', () => {
    const times = (config: object): number[] => {
      const { wire } = parseConfig({ hosts: ['a'], ...config });
      return [wire.connectTimeout, wire.loginTimeout];
    };
    expect(times({})).toEqual([1000, 5000]);
    expect(times({ timeout: 7000 })).toEqual([7000, 7000]);
    expect(times({ timeout: 7000, connectTimeout: 300 })).toEqual([300, 7000]);
    expect(times({ timeout: 7000, loginTimeout: 300 })).toEqual([7000, 300]);
  });

  it('shows neither password nor key to whoever looks at it', () => {
    const config = parseConfig({ hosts: ['a'], user: 'u', password: 'geheim', tls: certificate });
    const client = createClient({ hosts: ['a'], user: 'u', password: 'geheim', tls: certificate });
    for (const thing of [config.wire, client]) {
      const shown = inspect(thing, { depth: 20, showHidden: true }) + JSON.stringify(thing);
      expect(shown).not.toMatch(/geheim|PRIVATE KEY/);
    }
  });

  it('gives the user to servers that ask who is there, or the name of the application', () => {
    const agent = (config: object): string =>
      parseConfig({ hosts: ['a'], ...config }).wire.userAgent;
    expect(agent({})).toBe(`1,aeroform-${manifest.version},not-set`);
    expect(agent({ user: 'ada', password: '' })).toMatch(/,ada$/);
    expect(agent({ user: 'ada', password: '', applicationId: 'shop' })).toMatch(/,shop$/);
    expect(agent({ user: 'x'.repeat(60), password: '' })).toMatch(/,not-set$/);
    expect(() => agent({ applicationId: 'x'.repeat(60) })).toThrow(
      'config.applicationId: must have at most',
    );
    expect(() => agent({ applicationId: 'a,b' })).toThrow('without commas');
  });
});

describe('the login that connect is given', () => {
  it('needs a password with the name', async () => {
    const client = createClient({ hosts: ['127.0.0.1:1'] });
    const error = await rejection<ClientError>(client.connect('ada'));
    expect(error).toBeInstanceOf(ClientError);
    expect(error.code).toBe('PASSWORD_REQUIRED');
    expect(error.message).toBe('Password is required when username is provided.');
    expect((await rejection<ClientError>(client.connect('ada'))).code).toBe('PASSWORD_REQUIRED');
  });

  it.each([
    [undefined, 'geheim', 'username is missing'],
    ['', 'geheim', 'username must be the name of a user'],
    ['u', 5, 'password must be a string'],
  ])('refuses %j with %j', async (user, password, message) => {
    const client = createClient({ hosts: ['127.0.0.1:1'] });
    const error = await rejection(client.connect(user, password as never));
    expect(error).toBeInstanceOf(InvalidArgError);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('geheim');
  });

  it('must fit the mode', async () => {
    const external = createClient({ hosts: ['127.0.0.1:1'], authMode: 'external', tls: {} });
    expect((await rejection(external.connect('u', 'p'))).message).toContain('ECONNREFUSED');
    const pki = createClient({ hosts: ['127.0.0.1:1'], authMode: 'pki', tls: certificate });
    const error = await rejection(pki.connect('u', 'p'));
    expect(error.message).toContain("must be left out with authMode 'pki'");
  });
});
