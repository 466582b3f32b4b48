import { z } from 'zod';

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

const keys = z.strictObject(
  {
    /** Has forms that are told apart by hand: see `parseHosts`. */
    hosts: z.unknown(),
    clusterName: name.optional(),
    user: name.optional(),
    password: text.optional(),
    timeout: milliseconds(1).default(1000),
    idleTimeout: milliseconds(1).default(55_000),
    maxConnsPerNode: whole(2).default(100),
    minConnsPerNode: whole(0).default(0),
    pipelinesPerNode: whole(1, 64).default(2),
    pipelineDepth: whole(1, 65_536)
      .refine((depth) => Number.isInteger(Math.log2(depth)), 'must be a power of two')
      .default(256),
    tendInterval: milliseconds(MIN_TEND_INTERVAL_MS).default(1000),
    useServicesAlternate: z.boolean('must be true or false').default(false),
    policies: policiesSchema.default({}),
  },
  'must be an object with at least `hosts`',
);

/** The names of all keys. */
export const CONFIG_KEYS: readonly string[] = Object.keys(keys.shape);

/** Types, ranges and defaults of a configuration. */
export const configSchema = keys
  .refine((config) => config.maxConnsPerNode > config.pipelinesPerNode, {
    path: ['maxConnsPerNode'],
    error: 'must be greater than pipelinesPerNode',
  })
  .refine((config) => config.minConnsPerNode <= config.maxConnsPerNode, {
    path: ['minConnsPerNode'],
    error: 'must not be greater than maxConnsPerNode',
  });
