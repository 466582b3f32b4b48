import { describeValue } from '../error/describe-value.js';
import { OptionError } from '../error/data-source-error.js';
import type { DataSourceOptions } from './data-source-options.js';

/** Refuses a value; the text says what is allowed. */
type Rule = (value: unknown) => string | null;

const whole =
  (least: number): Rule =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least
      ? null
      : `must be a whole number of at least ${least}`;

const oneOf =
  (...choices: readonly string[]): Rule =>
  (value) =>
    choices.includes(value as string) ? null : `must be one of ${choices.join(', ')}`;

const text: Rule = (value) =>
  typeof value === 'string' && value !== '' ? null : 'must be a non-empty string';

const object: Rule = (value) =>
  typeof value === 'object' && value !== null ? null : 'must be an object';

const flag: Rule = (value) => (typeof value === 'boolean' ? null : 'must be true or false');

const callable: Rule = (value) => (typeof value === 'function' ? null : 'must be a function');

const arrayOf =
  (types: readonly string[], what: string): Rule =>
  (value) =>
    Array.isArray(value) && value.every((each) => each !== null && types.includes(typeof each))
      ? null
      : `must be an array of ${what}`;

const NAMINGS = 'must be one of asIs, snake, short, or a function';

function isPlugin(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, onOperation, onMetadata } = value as Record<string, unknown>;
  const hooks = [onOperation, onMetadata].filter((hook) => hook !== undefined);
  return (
    typeof name === 'string' &&
    hooks.length > 0 &&
    hooks.every((hook) => typeof hook === 'function')
  );
}

/** An option with a rule, or a group of options. */
type Rules = { readonly [option: string]: Rule | Rules };

const rules: { readonly [K in keyof Required<DataSourceOptions>]: Rule | Rules } = {
  name: text,
  client: object,
  hosts: (value) =>
    (typeof value === 'string' && value !== '') || (Array.isArray(value) && value.length > 0)
      ? null
      : `must be 'host:port' or a non-empty array of hosts`,
  clientConfig: object,
  namespace: text,
  entities: (value) =>
    Array.isArray(value) && value.every((each) => typeof each === 'function')
      ? null
      : 'must be an array of entity classes (is one of them undefined by a circular import?)',
  indexes: { sync: oneOf('off', 'verify', 'create', 'sync'), refreshMs: whole(0) },
  scans: oneOf('forbid', 'warn', 'allow'),
  query: { maxRecords: whole(0), onTruncate: oneOf('throw', 'warn') },
  batch: { chunk: whole(1), parallel: whole(1) },
  naming: (value) =>
    typeof value === 'function' ? null : oneOf('asIs', 'snake', 'short')(value) && NAMINGS,
  unknownBins: oneOf('ignore', 'keep', 'throw'),
  validate: oneOf('off', 'write', 'read-write'),
  subscribers: arrayOf(['object', 'function'], 'subscribers, or classes of them'),
  plugins: (value) =>
    Array.isArray(value) && value.every(isPlugin)
      ? null
      : 'must be an array of plugins: objects with a name and onOperation or onMetadata',
  // Their fields are checked where they are taken apart.
  policies: object,
  behaviors: object,
  tenantSet: callable,
  coalesce: (value) =>
    typeof value === 'boolean' ? null : object(value) && 'must be true, false or an object',
  telemetry: {
    metrics: flag,
    tracing: flag,
    statements: oneOf('none', 'shape', 'full'),
    slowMs: (value) => (typeof value === 'number' && value >= 0 ? null : 'must be milliseconds'),
    onSlow: callable,
  },
  retry: { attempts: whole(1), delayMs: whole(0), onRetry: callable },
};

const coalesceRules: Rules = { maxSize: whole(1) };

/**
 * Refuses unknown options, values that are not allowed and combinations that contradict each other.
 *
 * @throws OptionError
 */
export function checkOptions(options: DataSourceOptions): void {
  check(options, rules, '');
  if (typeof options.coalesce === 'object') check(options.coalesce, coalesceRules, 'coalesce');
  if (options.namespace === undefined) {
    throw new OptionError('namespace', 'is missing; name the Aerospike namespace of the entities');
  }
  if ((options.client === undefined) === (options.hosts === undefined)) {
    throw new OptionError('hosts', `give either hosts or a connected client`);
  }
  if (options.client !== undefined && options.clientConfig !== undefined) {
    throw new OptionError(
      'clientConfig',
      'is for the client made of hosts; the given client has its own',
    );
  }
}

function check(options: object, known: Rules, path: string): void {
  if (typeof options !== 'object' || options === null) {
    throw new OptionError(path === '' ? 'options' : path, 'must be an object');
  }
  for (const [option, value] of Object.entries(options) as [string, unknown][]) {
    const full = path === '' ? option : `${path}.${option}`;
    const rule = Object.hasOwn(known, option) ? known[option] : undefined;
    if (rule === undefined) {
      throw new OptionError(full, `is no option; there are ${Object.keys(known).join(', ')}`);
    }
    if (value === undefined) continue;
    if (typeof rule !== 'function') check(value as object, rule, full);
    else applyRule(rule, value, full);
  }
}

function applyRule(rule: Rule, value: unknown, path: string): void {
  const problem = rule(value);
  if (problem !== null) throw new OptionError(path, `${problem}; got ${describeValue(value)}`);
}
