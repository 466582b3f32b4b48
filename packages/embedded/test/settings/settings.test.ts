import { NAMESPACE_SETTINGS } from '../../src/settings/namespace-settings';
import { NETWORK_SETTINGS } from '../../src/settings/network-settings';
import { SERVICE_SETTINGS } from '../../src/settings/service-settings';
import { SET_SETTINGS } from '../../src/settings/set-settings';
import { Settings } from '../../src/settings/settings';

const TABLES = {
  namespace: NAMESPACE_SETTINGS,
  network: NETWORK_SETTINGS,
  service: SERVICE_SETTINGS,
  set: SET_SETTINGS,
};

/** Setting, what was sent, and what Aerospike CE 8.1.2 showed then; undefined where it refused. */
const MEASURED: [keyof typeof TABLES, string, string, string | undefined][] = [
  ['namespace', 'migrate-sleep', '10k', '10240'],
  ['namespace', 'migrate-sleep', '2G', '2147483648'],
  ['namespace', 'migrate-sleep', '1T', undefined],
  ['namespace', 'migrate-sleep', '-5', '4294967291'],
  ['namespace', 'migrate-sleep', '+5', undefined],
  ['namespace', 'migrate-sleep', ' 5', undefined],
  ['namespace', 'migrate-sleep', '0x10', undefined],
  ['namespace', 'migrate-sleep', '010', '10'],
  ['namespace', 'migrate-sleep', '1.5', undefined],
  ['namespace', 'migrate-sleep', '', '0'],
  ['namespace', 'default-read-touch-ttl-pct', '100', '100'],
  ['namespace', 'default-read-touch-ttl-pct', '101', undefined],
  ['namespace', 'default-read-touch-ttl-pct', '-1', undefined],
  ['namespace', 'default-read-touch-ttl-pct', '4294967296', '0'],
  ['namespace', 'max-record-size', '63', undefined],
  ['namespace', 'max-record-size', '64', '64'],
  ['namespace', 'max-record-size', '8388609', undefined],
  ['namespace', 'default-ttl', '3650d', '315360000'],
  ['namespace', 'default-ttl', '3651d', undefined],
  ['namespace', 'default-ttl', '-1', undefined],
  ['namespace', 'nsup-period', '-1', '4294967295'],
  ['namespace', 'nsup-period', '1h', '3600'],
  ['namespace', 'nsup-period', '1w', undefined],
  ['namespace', 'evict-tenths-pct', 'x', '0'],
  ['namespace', 'allow-ttl-without-nsup', 'TRUE', undefined],
  ['namespace', 'strong-consistency', 'true', undefined],
  ['namespace', 'nope', '1', undefined],
  ['network', 'heartbeat.interval', '149', undefined],
  ['network', 'heartbeat.interval', '600000', '600000'],
  ['network', 'heartbeat.timeout', '1', undefined],
  ['network', 'service.port', '1', undefined],
  ['service', 'proto-fd-max', '1023', undefined],
  ['service', 'query-max-done', '10001', undefined],
  ['service', 'sindex-builder-threads', '-1', '4294967295'],
  ['service', 'sindex-builder-threads', '33', undefined],
  ['service', 'transaction-retry-ms', '0', undefined],
  ['service', 'cluster-name', '', undefined],
  ['service', 'node-id', '1', undefined],
  ['set', 'default-ttl', '-1', '4294967295'],
  ['set', 'default-ttl', '10S', '10'],
  ['set', 'default-ttl', '86400m', '5184000'],
  ['set', 'default-ttl', '-2', undefined],
  ['set', 'default-ttl', '', '0'],
  ['set', 'default-read-touch-ttl-pct', '-1', '4294967295'],
  ['set', 'default-read-touch-ttl-pct', '', undefined],
  ['set', 'stop-writes-count', '10k', '10'],
  ['set', 'stop-writes-count', '-1', '18446744073709551615'],
  ['set', 'stop-writes-count', 'x5', '0'],
  ['set', 'stop-writes-size', '10K', '10240'],
  ['set', 'stop-writes-size', '-1', undefined],
];

describe('a setting', () => {
  it.each(MEASURED)('of a %s, %s, takes "%s" as %s', (table, name, text, shown) => {
    expect(new Settings(TABLES[table]).parse(name, text)).toBe(shown);
  });
});

describe('Settings', () => {
  it('show what was set, then what they started with, then what the table says', () => {
    const settings = new Settings(SERVICE_SETTINGS, { 'cluster-name': 'family' });
    expect(settings.get('cluster-name')).toBe('family');
    expect(settings.number('query-max-done')).toBe(100);
    settings.set('cluster-name', 'other');
    settings.set('query-max-done', '5');
    expect(settings.capture()).toEqual({ 'cluster-name': 'other', 'query-max-done': '5' });
    settings.restore({});
    expect(settings.get('cluster-name')).toBe('family');
    expect(settings.revision).toBe(3);
  });

  it('know nothing of names that every object has', () => {
    expect(new Settings(SERVICE_SETTINGS).parse('toString', '1')).toBeUndefined();
  });
});
