import * as z from 'zod';
import { AUTH_MODES, type AuthMode, type AuthModeName } from '../driver/auth-mode.js';

const MAX_TIMEOUT_MS = 0x7fff_ffff;
const MIN_TEND_INTERVAL_MS = 250;

const text = z.string('must be a string');
const name = text.min(1, 'must not be empty');
const fields = z.looseObject({}, 'must be an object with fields of the policy').optional();

function whole(min: number, max = Infinity, unit = ''): z.ZodNumber {
  const range = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
  const error = `must be a whole number${unit} ${range}`;
  const number = z.int(error).min(min, error);
  return max === Infinity ? number : number.max(max, error);
}

function milliseconds(min: number): z.ZodNumber {
  return whole(min, MAX_TIMEOUT_MS, ' of milliseconds');
}

/** Default policies by the kind of call. */
export const policiesSchema = z.strictObject(
  {
    read: fields,
    write: fields,
    remove: fields,
    operate: fields,
    batch: fields,
    query: fields,
    admin: fields,
  },
  'must be an object of default policies',
);

const PEM = 'must be PEM: a string or bytes, not the name of a file';
const pem = z.union([text.includes('-----BEGIN', PEM), z.instanceof(Uint8Array)], PEM);
const pems = z.union([pem, z.array(pem, PEM)], PEM);
const flag = z.boolean('must be true or false');
const version = z.enum(
  ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
  "must be 'TLSv1.2' or 'TLSv1.3' (or an older version)",
);

/** Encryption of connections. */
export const tlsSchema = z.strictObject(
  {
    name: name.optional(),
    ca: pems.optional(),
    cert: pem.optional(),
    key: pem.optional(),
    passphrase: text.optional(),
    rejectUnauthorized: flag.optional(),
    crl: pems.optional(),
    ciphers: name.optional(),
    minVersion: version.optional(),
    maxVersion: version.optional(),
  },
  'must be an object, {} for the defaults',
);

const authModes: readonly unknown[] = [...Object.keys(AUTH_MODES), ...Object.values(AUTH_MODES)];
const authMode = z.custom<AuthMode | AuthModeName>(
  (value) => authModes.includes(value),
  `must be an AUTH_… constant or one of ${Object.keys(AUTH_MODES).join(', ')}`,
);

const MAX_RACK_ID = 1_000_000;
const rackId = whole(0, MAX_RACK_ID);

const keys = z.strictObject(
  {
    /** Has forms that are told apart by hand: see `parseHosts`. */
    hosts: z.unknown().optional(),
    driver: z.enum(['wire', 'native'], "must be 'wire' or 'native'").default('wire'),
    clusterName: name.optional(),
    user: name.optional(),
    password: text.optional(),
    authMode: authMode.optional(),
    tls: tlsSchema.optional(),
    timeout: milliseconds(1).optional(),
    connectTimeout: milliseconds(1).optional(),
    loginTimeout: milliseconds(1).optional(),
    idleTimeout: milliseconds(1).default(55_000),
    maxConnsPerNode: whole(2).default(100),
    minConnsPerNode: whole(0).default(0),
    pipelinesPerNode: whole(1, 64).optional(),
    pipelineDepth: whole(1, 65_536)
      .refine((depth) => Number.isInteger(Math.log2(depth)), 'must be a power of two')
      .default(256),
    tendInterval: milliseconds(MIN_TEND_INTERVAL_MS).default(1000),
    useServicesAlternate: flag.default(false),
    ipMap: z.record(name, name, 'must be an object of addresses by addresses').default({}),
    rackAware: flag.optional(),
    rackId: rackId.optional(),
    rackIds: z.array(rackId, 'must be a list of racks').min(1, 'must not be empty').optional(),
    maxErrorRate: whole(0).default(100),
    errorRateWindow: whole(1).default(1),
    maxConcurrentOperations: whole(0).default(0),
    operationQueueTimeoutMs: milliseconds(0).default(0),
    applicationId: name.optional(),
    policies: policiesSchema.default({}),
  },
  'must be an object with at least `hosts`',
);

/** The names of all keys. */
export const CONFIG_KEYS: readonly string[] = Object.keys(keys.shape);

/** Types, ranges and defaults of a configuration. */
export const configSchema = keys
  .refine((config) => config.maxConnsPerNode > (config.pipelinesPerNode ?? 1), {
    path: ['maxConnsPerNode'],
    error: 'must be greater than pipelinesPerNode',
  })
  .refine((config) => config.minConnsPerNode <= config.maxConnsPerNode, {
    path: ['minConnsPerNode'],
    error: 'must not be greater than maxConnsPerNode',
  })
  .refine(({ rackId, rackIds }) => rackId === undefined || rackIds === undefined, {
    path: ['rackIds'],
    error: 'must be left out with a rackId',
  })
  .refine(
    ({ rackAware, rackId, rackIds }) => rackAware !== true || (rackId ?? rackIds) !== undefined,
    { path: ['rackAware'], error: 'needs a rackId or rackIds' },
  );

/** Complete but for what is worked out of several keys. */
export type CheckedConfig = z.output<typeof configSchema>;
