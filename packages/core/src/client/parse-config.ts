import type { z } from 'zod';
import { InvalidArgError } from '../error/argument-error.js';
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
import type { Policies } from '../policy/policies.js';
import type { ClientConfig, DefaultPolicies, DriverName } from './client-config.js';
import type { LimiterOptions } from '../driver/operation-limiter.js';
import { POLICY_REPLICA_PREFER_RACK } from '../policy/replica.js';
import {
  type CheckedConfig,
  CONFIG_KEYS,
  configSchema,
  policiesSchema,
  tlsSchema,
} from './config-schema.js';
import { type LoginConfig, parseCredentials } from './parse-credentials.js';
import { parseHosts } from './parse-hosts.js';
import { otherName } from './other-name.js';
import { openTls, type TlsConfig } from './tls-config.js';
import { refuseForNative } from './refuse-for-native.js';
import { userAgentOf } from './user-agent.js';

/** A configuration that was checked and completed. */
export interface ParsedConfig {
  readonly driver: DriverName;
  readonly wire: WireOptions;
  readonly policies: Policies;
  /** What a login by `connect` has to fit. */
  readonly login: LoginConfig;
  readonly applicationId: string | undefined;
  readonly limits: LimiterOptions;
}

const DEFAULT_CONNECT_TIMEOUT = 1000;
const DEFAULT_LOGIN_TIMEOUT = 5000;
/** Measured with a server of two service threads: three do a sixth more than two, four less again. */
const DEFAULT_PIPELINES = 3;

/**
 * Checks a configuration and fills in the defaults.
 *
 * @throws {InvalidArgError} for the first unknown key or wrong value, with what is allowed.
 */
export function parseConfig(config: ClientConfig): ParsedConfig {
  const result = configSchema.safeParse(config);
  if (!result.success) throw configError(result.error.issues, config);
  const { driver, user, password, authMode, policies, applicationId } = result.data;
  if (driver === 'native') refuseForNative(config);
  const tls = result.data.tls as TlsConfig | undefined;
  const login: LoginConfig = { user, password, authMode, tls };
  const wire = wireOptions(result.data, login);
  const complete = completePolicies(policies as DefaultPolicies);
  checkRacks(complete, wire.rackIds);
  const { maxConcurrentOperations, operationQueueTimeoutMs } = result.data;
  return {
    driver,
    wire,
    policies: complete,
    login,
    applicationId,
    limits: { max: maxConcurrentOperations, queueTimeout: operationQueueTimeoutMs },
  };
}

function wireOptions(config: CheckedConfig, login: LoginConfig): WireOptions {
  const { hosts, timeout, rackAware, rackId, rackIds, ipMap, applicationId } = config;
  const { tls } = login;
  const racks = rackIds ?? (rackId === undefined ? [] : [rackId]);
  return {
    clusterName: config.clusterName,
    seeds: parseHosts(hosts, tls),
    credentials: parseCredentials(login),
    tls: tls === undefined ? undefined : openTls(tls),
    tlsName: tls?.name,
    connectTimeout: config.connectTimeout ?? timeout ?? DEFAULT_CONNECT_TIMEOUT,
    loginTimeout: config.loginTimeout ?? timeout ?? DEFAULT_LOGIN_TIMEOUT,
    idleTimeout: config.idleTimeout,
    maxConnsPerNode: config.maxConnsPerNode,
    minConnsPerNode: config.minConnsPerNode,
    pipelinesPerNode:
      config.pipelinesPerNode ?? Math.min(DEFAULT_PIPELINES, config.maxConnsPerNode - 1),
    pipelineDepth: config.pipelineDepth,
    tendInterval: config.tendInterval,
    useServicesAlternate: config.useServicesAlternate,
    ipMap: new Map(Object.entries(ipMap)),
    rackIds: rackAware === false ? [] : racks,
    maxErrorRate: config.maxErrorRate,
    errorRateWindow: config.errorRateWindow,
    userAgent: userAgentOf(applicationId, login.user),
  };
}

/** Default policies that prefer a rack are of no use without one. */
function checkRacks(policies: Policies, rackIds: readonly number[]): void {
  if (rackIds.length > 0) return;
  for (const [kind, policy] of Object.entries(policies)) {
    if (!('replica' in policy) || policy.replica !== POLICY_REPLICA_PREFER_RACK) continue;
    const argument = `config.policies.${kind}.replica`;
    throw new InvalidArgError(
      `${argument} POLICY_REPLICA_PREFER_RACK needs config.rackId or config.rackIds`,
      { argument },
    );
  }
}

function completePolicies(policies: DefaultPolicies): Policies {
  const complete = <P extends object>(defaults: P, kind: keyof DefaultPolicies): P => {
    expectNoCallFields(policies[kind] ?? {}, `config.policies.${kind}`);
    return Object.freeze(mergePolicy(defaults, policies[kind], `config.policies.${kind}`));
  };
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

/** @throws {InvalidArgError} for fields that are of one call, and of no use for all of them. */
function expectNoCallFields(policy: object, path: string): void {
  const field = ['signal', 'txn'].find((name) => Object.hasOwn(policy, name));
  if (field === undefined) return;
  const argument = `${path}.${field}`;
  throw new InvalidArgError(`${argument} goes with a single call: give it in the policy there`, {
    argument,
  });
}

/** A misspelt key comes first: it may be why another is missing. */
function configError(issues: readonly z.core.$ZodIssue[], config: unknown): InvalidArgError {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const { message, path: keys } = issue as z.core.$ZodIssue;
  const path = ['config', ...keys.map(String)].join('.');
  if (issue?.code === 'unrecognized_keys') {
    const argument = `${path}.${issue.keys[0] as string}`;
    const known = KEYS_BELOW[String(keys[0])] ?? CONFIG_KEYS;
    const hint = keys.length === 0 ? otherName(issue.keys[0] as string) : '';
    return new InvalidArgError(
      `${argument} is no key of the configuration${hint}; there are ${known.join(', ')}`,
      { argument },
    );
  }
  const got = SECRET_KEYS.has(keys[0]) ? '' : `; got ${describeGiven(valueAt(config, keys))}`;
  return new InvalidArgError(`${path}: ${message}${got}`, { argument: path });
}

const KEYS_BELOW: Readonly<Record<string, readonly string[]>> = {
  policies: Object.keys(policiesSchema.shape),
  tls: Object.keys(tlsSchema.shape),
};

/** Keys whose values no message may show. */
const SECRET_KEYS: ReadonlySet<PropertyKey | undefined> = new Set(['password', 'tls']);

function valueAt(config: unknown, path: readonly PropertyKey[]): unknown {
  let value = config;
  for (const key of path) value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  return value;
}
