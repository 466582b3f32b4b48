import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';

/** Options of `toPlain`; `groups`, `version` and `strategy` are those of class-transformer. */
export interface ToPlainOptions {
  /** Groups of class-transformer's `@Expose` and `@Exclude` that apply. */
  readonly groups?: readonly string[];
  /** The version for class-transformer's `@Expose({ since, until })`. */
  readonly version?: number;
  /** Whether properties without class-transformer decorators are written. Default `exposeAll`. */
  readonly strategy?: 'exposeAll' | 'excludeAll';
  /** Properties of the entity that are left out. */
  readonly exclude?: readonly string[];
  /** Writes only these properties of the entity. */
  readonly expose?: readonly string[];
}

/** Options of `fromPlain`; `groups`, `version` and `strategy` are those of class-transformer. */
export interface FromPlainOptions {
  /** Groups of class-transformer's `@Expose` and `@Exclude` that apply. */
  readonly groups?: readonly string[];
  /** The version for class-transformer's `@Expose({ since, until })`. */
  readonly version?: number;
  /** Whether properties without class-transformer decorators are read. Default `exposeAll`. */
  readonly strategy?: 'exposeAll' | 'excludeAll';
  /** What happens to keys that are no properties of the class. Default `throw`. */
  readonly unknownKeys?: 'throw' | 'ignore';
}

const allowed = {
  toPlain: ['groups', 'version', 'strategy', 'exclude', 'expose'],
  fromPlain: ['groups', 'version', 'strategy', 'unknownKeys'],
} as const;

/**
 * Refuses options that do not exist.
 *
 * @throws OptionError naming the option
 */
export function checkSerialiseOptions(verb: keyof typeof allowed, options: object): void {
  const known: readonly string[] = allowed[verb];
  for (const option of Object.keys(options)) {
    if (known.includes(option)) continue;
    throw new OptionError(option, `${verb}() has no such option; it takes ${known.join(', ')}`);
  }
  const { strategy, unknownKeys } = options as FromPlainOptions;
  checkOneOf('strategy', strategy, ['exposeAll', 'excludeAll']);
  checkOneOf('unknownKeys', unknownKeys, ['throw', 'ignore']);
}

function checkOneOf(option: string, value: unknown, choices: readonly string[]): void {
  if (value === undefined || choices.includes(value as string)) return;
  throw new OptionError(option, `must be ${choices.join(' or ')}; got ${describeValue(value)}`);
}
