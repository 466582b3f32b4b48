import type { EntityContext } from '../context/entity-context.js';
import { MappingError } from '../error/mapping-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { resolvePath } from '../metadata/resolve-path.js';
import type { RecordOps } from '../type/writer.js';
import { makeWriter } from './make-writer.js';
import { declaredStep } from './operate-step.js';
import type { OperateTarget, OperationSink } from './operate-target.js';
import { type NamedOperations, OperationRecorder } from './operation-recorder.js';
import { RecordWriter } from './record-writer.js';

/** What the functions given to `operate` are called with, made once for each entity. */
interface EntityWriters {
  readonly recorder: OperationRecorder;
  readonly root: object;
}

const known = new WeakMap<EntityMetadata, EntityWriters>();

/** Runs the function given to `operate` and collects the operations it returns. */
export function recordOperations<T extends object>(
  { metadata }: Pick<EntityContext<T>, 'metadata'>,
  build: (record: RecordOps<T>) => unknown,
): NamedOperations {
  let writers = known.get(metadata);
  if (writers === undefined) {
    const recorder = new OperationRecorder(metadata);
    writers = { recorder, root: rootWriter(recorder) };
    known.set(metadata, writers);
  }
  // safe: the proxy answers exactly the properties of the type, from the metadata of the class
  return writers.recorder.record(writers.root as RecordOps<T>, build);
}

function rootWriter(recorder: OperationRecorder): object {
  return groupWriter(recorder, [], [['$', new RecordWriter(recorder)]]);
}

/** The entity, or an object embedded as bins: writers of the properties by name, kept once made. */
function groupWriter(
  recorder: OperationRecorder,
  path: readonly string[],
  made: Iterable<readonly [string, object]> = [],
): object {
  const writers = new Map(made);
  return new Proxy(Object.freeze({}), {
    get: (_, name) => {
      if (typeof name === 'symbol') return undefined;
      let writer = writers.get(name);
      if (writer === undefined) {
        writer = propertyWriter(recorder, [...path, name]);
        writers.set(name, writer);
      }
      return writer;
    },
  });
}

function propertyWriter(recorder: OperationRecorder, path: readonly string[]): object {
  const { metadata } = recorder;
  const target = propertyTarget(metadata, path, recorder);
  return target === null ? groupWriter(recorder, path) : makeWriter(target);
}

/**
 * Where a property is stored; null for an object spread over bins.
 *
 * @throws MetadataError when there is no such property
 * @throws MappingError when it is no bin
 */
export function propertyTarget(
  metadata: EntityMetadata,
  path: readonly string[],
  sink: OperationSink,
): OperateTarget | null {
  refuseComputed(metadata, path);
  const { binName, property, label, steps, value } = resolvePath(metadata, path);
  if (property === metadata.id) {
    throw new MappingError(label, 'is the id: it names the record and does not change');
  }
  if (binName !== null) {
    const required = !property.nullable;
    return { bin: binName, steps: steps.map(declaredStep), value, label, sink, required };
  }
  if (property.role === 'bin') return null;
  throw new MappingError(label, `is the ${property.role}, no bin; operate() cannot work on it`);
}

function refuseComputed({ name, computed }: EntityMetadata, [first]: readonly string[]): void {
  if (!computed.some(({ property }) => property === first)) return;
  throw new MappingError(
    `${name}.${first ?? ''}`,
    'is computed by the server, no bin; operate() cannot work on it: read it with findById(id, { select }), or compute with r.$.exp(…)',
  );
}
