import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';

const stored = ['name', 'nullable', 'default', 'select', 'merge'] as const;

/** Options each decorator knows; anything else is refused by name. */
export const allowedOptions = {
  Entity: [
    'set',
    'namespace',
    'ttl',
    'sendKey',
    'durableDelete',
    'touchOnRead',
    'unknownBins',
    'schemaVersion',
    'migrate',
    'setIndex',
    'validate',
    'discriminator',
    'abstract',
    'naming',
  ],
  Embeddable: ['as', 'schemaVersion', 'discriminator'],
  'Embeddable.discriminator': ['key', 'value'],
  Id: ['strategy', 'storeAsBin', 'type'],
  Version: [],
  Ttl: [],
  ExpiresAt: [],
  Transient: [],
  Computed: [],
  Since: [],
  Until: [],
  Ordinal: [],
  Bin: [...stored, 'type', 'convert'],
  GeoBin: [...stored, 'convert'],
  HllBin: [...stored, 'indexBits', 'minhashBits'],
  CreatedAt: ['name'],
  UpdatedAt: ['name'],
  DeletedAt: ['name'],
  ListBin: [...stored, 'as', 'order', 'unique', 'maxItems'],
  MapBin: [...stored, 'key', 'as', 'order', 'persistIndex'],
  SetBin: stored,
  Embedded: [...stored, 'as', 'prefix'],
  Enum: [...stored, 'as'],
  Reference: ['name', 'nullable', 'select', 'merge', 'by', 'eager', 'many'],
  Index: ['name', 'type', 'on', 'path', 'where'],
} as const;

/** Refuses options a decorator does not know. */
export function checkOptions(
  decorator: keyof typeof allowedOptions,
  options: object,
  label: string,
): void {
  if (typeof options !== 'object' || options === null) {
    throw new MetadataError(
      label,
      `@${decorator} takes an object of options; got ${describeValue(options)}`,
    );
  }
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

/** Refuses anything but true, false and undefined. */
export function checkSwitch(option: string, value: unknown, label: string): void {
  if (value === undefined || typeof value === 'boolean') return;
  throw new MetadataError(label, `${option} must be true or false; got ${describeValue(value)}`);
}

/** Refuses anything but whole numbers in a range, and undefined. */
export function checkWhole(
  option: string,
  value: unknown,
  [least, most]: readonly [least: number, most: number],
  label: string,
): void {
  if (value === undefined) return;
  if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) {
    return;
  }
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} on` : `${least} to ${most}`;
  throw new MetadataError(
    label,
    `${option} must be a whole number from ${range}; got ${describeValue(value)}`,
  );
}
