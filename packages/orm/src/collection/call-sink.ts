import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { OperateTarget, OperationSink, PendingOperation } from '../operate/operate-target.js';
import type { NamedOperations } from '../operate/operation-recorder.js';
import type { HandleOptions } from '../type/handle.js';

/** Sends operations on the record of a handle; gives their results by name. */
export type SendOperations = (
  named: NamedOperations,
  options: HandleOptions<object>,
) => Promise<Record<string, unknown>>;

/** What the handles of one collection have in common. */
export interface HandleCall {
  readonly metadata: EntityMetadata;
  readonly send: SendOperations;
  /** Refuses options that calls do not have. */
  readonly checkOptions: (options: HandleOptions<object>) => void;
  readonly handleOf: (target: OperateTarget) => object;
}

const ANSWER = 'answer';
const NAMES = [ANSWER] as const;

/** Sends each operation as it is made: the methods of handles give promises. */
export class CallSink implements OperationSink {
  readonly call: HandleCall;
  readonly options: HandleOptions<object>;

  constructor(call: HandleCall, options: HandleOptions<object>) {
    this.call = call;
    this.options = options;
  }

  get metadata(): EntityMetadata {
    return this.call.metadata;
  }

  async take(operation: PendingOperation): Promise<unknown> {
    const results = await this.send({ names: NAMES, operations: [operation] });
    return results[ANSWER];
  }

  /** Several operations in one round trip. */
  send(named: NamedOperations): Promise<Record<string, unknown>> {
    return this.call.send(named, this.options);
  }

  writerOf(target: OperateTarget): object {
    return this.call.handleOf(target);
  }

  /** The same with options laid over. */
  with(options: HandleOptions<object>): CallSink {
    this.call.checkOptions(options);
    return new CallSink(this.call, { ...this.options, ...options });
  }
}
