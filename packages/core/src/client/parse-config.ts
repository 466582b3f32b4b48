import { parseHost } from '@aeroform/protocol';
import { z } from 'zod';
import { InvalidArgError } from '../error/argument-error.js';
import { UnsupportedByDriverError } from '../error/client-error.js';
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

const MAX_TIMEOUT_MS = 0x7fff_ffff;
const MIN_TEND_INTERVAL_MS = 250;
const DEFAULT_PORT = 3000;

const port = z.int().min(1).max(65_535);
const milliseconds = z.int().min(1).max(MAX_TIMEOUT_MS);

const address = z.strictObject({ addr: z.string().min(1), port: port.default(DEFAULT_PORT) });

const seed = z.union(
  [
    z.string().transform((text, context) => {
      try {
        return parseHost(text, DEFAULT_PORT);
      } catch {
        context.addIssue({ code: 'custom' });
        return z.NEVER;
      }
    }),
    z
      .tuple([z.string().min(1), port])
      .readonly()
      .transform(([host, number]) => ({ host, port: number })),
    address.readonly().transform(({ addr, port: number }) => ({ host: addr, port: number })),
  ],
  { error: "must be 'host', 'host:port', '[ipv6]:port', ['host', port] or { addr, port }" },
);

const schema = z
  .strictObject({
    hosts: z.array(seed).min(1, 'must name at least one host'),
    clusterName: z.string().min(1).optional(),
    user: z.string().min(1).optional(),
    password: z.string().optional(),
    timeout: milliseconds.default(1000),
    idleTimeout: milliseconds.default(55_000),
    maxConnsPerNode: z.int().min(2).default(100),
    minConnsPerNode: z.int().min(0).default(0),
    pipelinesPerNode: z.int().min(1).max(64).default(2),
    pipelineDepth: z
      .int()
      .min(1)
      .max(65_536)
      .refine((depth) => Number.isInteger(Math.log2(depth)), 'must be a power of two')
      .default(256),
    tendInterval: milliseconds.min(MIN_TEND_INTERVAL_MS).default(1000),
    useServicesAlternate: z.boolean().default(false),
    policies: z
      .strictObject({
        read: z.looseObject({}).optional(),
        write: z.looseObject({}).optional(),
        remove: z.looseObject({}).optional(),
        operate: z.looseObject({}).optional(),
        batch: z.looseObject({}).optional(),
        query: z.looseObject({}).optional(),
        admin: z.looseObject({}).optional(),
      })
      .default({}),
  })
  .refine((config) => config.maxConnsPerNode > config.pipelinesPerNode, {
    path: ['maxConnsPerNode'],
    error: 'must be greater than pipelinesPerNode',
  })
  .refine((config) => config.minConnsPerNode <= config.maxConnsPerNode, {
    path: ['minConnsPerNode'],
    error: 'must not be greater than maxConnsPerNode',
  });

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
  const result = schema.safeParse(config);
  if (!result.success) throw configError(result.error.issues);
  const { hosts, user, password, timeout, clusterName, policies, ...options } = result.data;
  refuseCredentials(user, password);
  return {
    wire: { ...options, clusterName, seeds: hosts, connectTimeout: timeout },
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

function configError(issues: readonly z.core.$ZodIssue[]): InvalidArgError {
  const issue = issues[0] as z.core.$ZodIssue;
  const path = ['config', ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') {
    const argument = `${path}.${issue.keys[0] as string}`;
    const known = knownKeys(issue.path);
    return new InvalidArgError(`${argument} is no key of the configuration; there are ${known}`, {
      argument,
    });
  }
  return new InvalidArgError(`${path}: ${issue.message}`, { argument: path });
}

function knownKeys(path: readonly PropertyKey[]): string {
  const { shape } = schema;
  const groups: Readonly<Record<PropertyKey, object>> = {
    hosts: address.shape,
    policies: shape.policies.unwrap().shape,
  };
  return Object.keys(groups[path[0] ?? ''] ?? shape).join(', ');
}
