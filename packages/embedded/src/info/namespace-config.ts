import type { Node } from '../cluster/node.js';
import { ENTERPRISE_SETTINGS } from '../settings/enterprise-settings.js';
import { STORAGE_ENGINE } from '../settings/namespace-settings.js';
import type { Namespace } from '../storage/namespace.js';
import type { NamespaceOptions } from '../storage/namespace-options.js';

type OptionName = Exclude<keyof NamespaceOptions, 'name'>;

/** The options of a namespace by the server's names. */
const OPTIONS: Readonly<Record<string, OptionName>> = {
  'allow-ttl-without-nsup': 'allowTtlWithoutNsup',
  'apply-ttl-reductions': 'applyTtlReductions',
  'conflict-resolution-policy': 'conflictResolutionPolicy',
  'default-read-touch-ttl-pct': 'defaultReadTouchTtlPct',
  'default-ttl': 'defaultTtl',
  'disallow-null-setname': 'disallowNullSetname',
  'max-record-size': 'maxRecordSize',
  'nsup-period': 'nsupPeriod',
  'rack-id': 'rackId',
  'replication-factor': 'replicationFactor',
  'strong-consistency': 'strongConsistency',
  'strong-consistency-allow-expunge': 'strongConsistencyAllowExpunge',
};

/** Options that the Community Edition shows as if they were switched off. */
const ENTERPRISE_OPTIONS: Readonly<Record<string, OptionName>> = {
  'mrt-duration': 'mrtDuration',
  'tomb-raider-eligible-age': 'tombRaiderEligibleAge',
  'tomb-raider-period': 'tombRaiderPeriod',
};

/** All settings of a namespace, in the server's order. */
export function namespaceConfig(node: Node, namespace: Namespace): Record<string, string> {
  return Object.fromEntries(
    namespace.settings.names.map((name) => {
      const option = optionOf(node, name);
      const value = option === undefined ? namespace.settings.get(name) : namespace.options[option];
      return [name, String(value)];
    }),
  );
}

function optionOf(node: Node, name: string): OptionName | undefined {
  return OPTIONS[name] ?? (node.edition === 'enterprise' ? ENTERPRISE_OPTIONS[name] : undefined);
}

/**
 * Sets what a namespace has by the name under which it is set.
 *
 * @returns false when the server refuses the value, or the setting can't be changed.
 */
export function setNamespaceConfig(
  node: Node,
  namespace: Namespace,
  name: string,
  text: string,
): boolean {
  const listed = namespace.settings.names.includes(STORAGE_ENGINE + name)
    ? STORAGE_ENGINE + name
    : name;
  // Settings of the storage engine are set without its name in front.
  if (name.startsWith(STORAGE_ENGINE)) return false;
  const value = parseValue(node, namespace, listed, text);
  if (value === undefined || isForbidden(namespace, name, value)) return false;
  const option = optionOf(node, name);
  if (option === undefined) namespace.settings.set(listed, value);
  else namespace.configure({ [option]: typedLike(namespace.options[option], value) });
  return true;
}

function parseValue(
  node: Node,
  { settings }: Namespace,
  name: string,
  text: string,
): string | undefined {
  const parse = node.edition === 'enterprise' ? ENTERPRISE_SETTINGS[name]?.parse : undefined;
  return parse === undefined ? settings.parse(name, text) : parse(text);
}

/** A TTL by default would never be enforced. */
function isForbidden({ options }: Namespace, name: string, value: string): boolean {
  const expires = options.nsupPeriod > 0 || options.allowTtlWithoutNsup;
  return name === 'default-ttl' && value !== '0' && !expires;
}

function typedLike(current: unknown, value: string): unknown {
  if (typeof current === 'boolean') return value === 'true';
  return typeof current === 'number' ? Number(value) : value;
}
