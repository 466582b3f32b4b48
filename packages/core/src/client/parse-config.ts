import type { z } from 'zod';
import { InvalidArgError } from '../error/argument-error.js';
import { UnsupportedByDriverError } from '../error/client-error.js';
import { describeGiven } from '../error/describe-given.js';
import type { WireOptions } from '../driver/wire/cluster/wire-options.js';
import {
  ADMIN_DEFAULTS,
  BATCH_DEFAULTS,
  OPERATE_DEFAULTS,
  QUERY_DEFAULTS,
  READ_DEFAULTS,
  REMOVE_DEFAULTS,
  WRITE_DEFAULTS,
} from '../policy/complete-policy.js';
import { mergePolicy } from '../policy/merge-policy.js';
import type { Policies } from '../command/policies.js';
import type { ClientConfig, DefaultPolicies } from './client-config.js';
import { CONFIG_KEYS, configSchema, policiesSchema } from './config-schema.js';
import { parseHosts } from './parse-hosts.js';

/** A configuration that was checked and completed. */
export interface ParsedConfig {
  readonly wire: WireOptions;
  readonly policies: Policies;
}

/**
 * Checks a configuration and fills in the defaults.
 *
 * @throws {InvalidArgError} for the first unknown key or wrong value, with what is allowed.
 * @throws {UnsupportedByDriverError} for credentials: they are never ignored.
 */
export function parseConfig(config: ClientConfig): ParsedConfig {
  const result = configSchema.safeParse(config);
  if (!result.success) throw configError(result.error.issues, config);
  const { hosts, user, password, timeout, clusterName, policies, ...options } = result.data;
  refuseCredentials(user, password);
  return {
    wire: { ...options, clusterName, seeds: parseHosts(hosts), connectTimeout: timeout },
    policies: completePolicies(policies as DefaultPolicies),
  };
}

/** @throws {UnsupportedByDriverError} when there is a user or a password. */
export function refuseCredentials(user?: string, password?: string): void {
  if (user === undefined && password === undefined) return;
  throw new UnsupportedByDriverError(
    'user and password are not supported yet: the wire driver of this version cannot log in. ' +
      'Remove them, and connect to a cluster without security',
  );
}

function completePolicies(policies: DefaultPolicies): Policies {
  const complete = <P extends object>(defaults: P, kind: keyof DefaultPolicies): P =>
    Object.freeze(mergePolicy(defaults, policies[kind], `config.policies.${kind}`));
  return Object.freeze({
    read: complete(READ_DEFAULTS, 'read'),
    write: complete(WRITE_DEFAULTS, 'write'),
    remove: complete(REMOVE_DEFAULTS, 'remove'),
    operate: complete(OPERATE_DEFAULTS, 'operate'),
    batch: complete(BATCH_DEFAULTS, 'batch'),
    query: complete(QUERY_DEFAULTS, 'query'),
    admin: complete(ADMIN_DEFAULTS, 'admin'),
  });
}

/** A misspelt key comes first: it may be why another is missing. */
function configError(issues: readonly z.core.$ZodIssue[], config: unknown): InvalidArgError {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const { message, path: keys } = issue as z.core.$ZodIssue;
  const path = ['config', ...keys.map(String)].join('.');
  if (issue?.code === 'unrecognized_keys') {
    const argument = `${path}.${issue.keys[0] as string}`;
    const known = keys[0] === 'policies' ? Object.keys(policiesSchema.shape) : CONFIG_KEYS;
    return new InvalidArgError(
      `${argument} is no key of the configuration; there are ${known.join(', ')}`,
      { argument },
    );
  }
  const got = keys[0] === 'password' ? '' : `; got ${describeGiven(valueAt(config, keys))}`;
  return new InvalidArgError(`${path}: ${message}${got}`, { argument: path });
}

function valueAt(config: unknown, path: readonly PropertyKey[]): unknown {
  let value = config;
  for (const key of path) value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  return value;
}
