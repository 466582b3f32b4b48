import { makeWriter } from '../operate/make-writer.js';
import type { OperateTarget } from '../operate/operate-target.js';
import { OperationRecorder } from '../operate/operation-recorder.js';
import type { HandleOptions } from '../type/handle.js';
import type { CallSink } from './call-sink.js';

/** The same handle with options laid over. */
export function withOptions(target: OperateTarget, options: HandleOptions<object>): object {
  // safe: handles are made with a call sink
  const sink = (target.sink as CallSink).with(options);
  return sink.writerOf({ ...target, sink });
}

/** Several operations on the collection of a handle in one round trip. */
export async function runMulti(
  target: OperateTarget,
  build: (collection: object) => unknown,
): Promise<Record<string, unknown>> {
  const recorder = new OperationRecorder(target.sink.metadata);
  const writer = makeWriter({ ...target, sink: recorder });
  // safe: handles are made with a call sink
  return (target.sink as CallSink).send(recorder.record(writer, build));
}
