import { CallSink } from '../collection/call-sink.js';
import { makeHandle } from '../collection/make-handle.js';
import type { EntityContext } from '../context/entity-context.js';
import { MappingError } from '../error/mapping-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { propertyTarget } from '../operate/record-ops.js';
import type { IdOf } from '../type/entity-type.js';
import type { HandleOptions } from '../type/handle.js';
import { checkCallOptions } from './call-options.js';
import { runOperations } from './operate.js';

/** The methods that open handles, and what they open. */
const KINDS = {
  list: ['list', 'keyedList'],
  set: ['set'],
  map: ['map'],
} as const satisfies Readonly<Record<string, readonly ValueMetadata['kind'][]>>;

/** How the methods of a handle are run. */
export interface HandleHost<T extends object> {
  readonly metadata: EntityMetadata<T>;
  readonly run: <R>(call: (context: EntityContext<T>) => Promise<R>) => Promise<R>;
}

/** What a handle works on. */
export interface HandleSubject<T extends object> {
  readonly verb: keyof typeof KINDS;
  readonly id: IdOf<T>;
  readonly property: string;
}

/**
 * A handle on a collection of one record; nothing is sent.
 *
 * @throws MetadataError when there is no such property, MappingError when it is no such collection
 */
export function openHandle<T extends object>(
  { metadata, run }: HandleHost<T>,
  { verb, id, property }: HandleSubject<T>,
  options: HandleOptions<T>,
): object {
  const checkOptions = (given: object) => checkCallOptions('write', verb, given);
  checkOptions(options);
  const call = {
    metadata,
    // safe: options have the type of the entity everywhere outside
    send: (named: Parameters<typeof runOperations>[2], given: HandleOptions<never>) =>
      run((context) =>
        runOperations(context, id, { ...named, method: verb }, given as HandleOptions<T>),
      ),
    checkOptions,
    handleOf: makeHandle,
  };
  // safe: as above
  const sink = new CallSink(call, options as HandleOptions<object>);
  const target = propertyTarget(metadata, [property], sink);
  const kinds: readonly string[] = KINDS[verb];
  if (target !== null && kinds.includes(target.value.kind)) return makeHandle(target);
  throw new MappingError(
    `${metadata.name}.${property}`,
    `${verb}() opens ${kinds.join(' or ')} properties; this one is of type ${target?.value.kind ?? 'embedded'}`,
  );
}
