import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';

/** Options each decorator knows; anything else is refused by name. */
export const allowedOptions = {
  Entity: ['set', 'namespace', 'ttl', 'sendKey', 'durableDelete'],
  Id: ['strategy', 'storeAsBin', 'type'],
  Version: [],
  Ttl: [],
  Transient: [],
  Bin: ['name', 'type', 'nullable', 'default', 'convert'],
  GeoBin: ['name', 'nullable', 'default', 'convert'],
  CreatedAt: ['name'],
  UpdatedAt: ['name'],
  ListBin: ['name', 'order', 'unique', 'maxItems'],
  MapBin: ['name', 'key', 'as'],
  SetBin: ['name'],
  Embedded: ['name', 'as', 'prefix'],
  Enum: ['name', 'as', 'nullable', 'default'],
  Index: ['name', 'type', 'on', 'path'],
} as const;

/** Refuses options a decorator does not know. */
export function checkOptions(
  decorator: keyof typeof allowedOptions,
  options: object,
  label: string,
): void {
  const allowed: readonly string[] = allowedOptions[decorator];
  for (const option of Object.keys(options)) {
    if (allowed.includes(option)) continue;
    const known = allowed.length === 0 ? 'it has none' : `it knows ${allowed.join(', ')}`;
    throw new MetadataError(label, `@${decorator} has no option '${option}'; ${known}`);
  }
}

/** Refuses a value that is not one of those an option allows. */
export function checkChoice(
  option: string,
  value: unknown,
  choices: readonly string[],
  label: string,
): void {
  if (value === undefined || choices.includes(value as string)) return;
  throw new MetadataError(
    label,
    `${option} must be ${choices.map((choice) => `'${choice}'`).join(', ')}; got ${describeValue(value)}`,
  );
}
