import type { QueryCommand, RecordStream } from '../driver/driver.js';
import { abortFailure } from '../error/abort-failure.js';
import type { AerospikeRecord } from '../record/record.js';
import { explainRefusal } from '../server/explain-refusal.js';
import { queryFeatures } from '../server/needed-features.js';
import type { Bins } from '../value/bin-value.js';
import { atCaller } from './at-caller.js';
import type { Session } from './session.js';

/** The records of a query one by one, as they arrive. */
export async function* streamRecords<B extends Bins>(
  session: Session,
  make: () => QueryCommand,
): AsyncGenerator<AerospikeRecord<B>, void, undefined> {
  const command = make();
  const { signal } = command.policy;
  for await (const block of streamBlocks<B>(session, () => command)) {
    for (const record of block) {
      checkWanted(signal);
      yield record;
    }
  }
}

/** The records of a query as they arrive: all that are there at a time. */
export async function* streamBlocks<B extends Bins>(
  session: Session,
  make: () => QueryCommand,
): AsyncGenerator<AerospikeRecord<B>[], void, undefined> {
  const { driver, observer } = session;
  const command = make();
  const { signal } = command.policy;
  const call = observer.begin('query', command.namespace, command.set ?? '');
  let failure: unknown;
  try {
    const stream = driver.query(command, call);
    for await (const first of stream) {
      checkWanted(signal);
      yield [first, ...(stream.takeArrived?.() ?? [])] as AerospikeRecord<B>[];
    }
  } catch (error) {
    failure = explained(session, command, error, streamBlocks);
    throw failure;
  } finally {
    // Also when the consumer has had enough.
    if (failure === undefined) observer.succeed(call);
    else observer.fail(call, failure);
  }
}

/** All records of a query. */
export async function collectRecords<B extends Bins>(
  session: Session,
  command: QueryCommand,
): Promise<AerospikeRecord<B>[]> {
  const { driver, observer } = session;
  const call = observer.begin('query', command.namespace, command.set ?? '');
  try {
    const records = await drain<B>(driver.query(command, call), command.policy.signal);
    observer.succeed(call);
    return records;
  } catch (error) {
    observer.fail(call, error);
    throw explained(session, command, error, collectRecords);
  }
}

/** All records of a stream; those that arrived before an abort are not given out after it. */
export async function drain<B extends Bins>(
  stream: RecordStream,
  signal: AbortSignal | null,
): Promise<AerospikeRecord<B>[]> {
  const records: AerospikeRecord[] = [];
  for await (const first of stream) {
    checkWanted(signal);
    records.push(first);
    for (const record of stream.takeArrived?.() ?? []) records.push(record);
  }
  return records as AerospikeRecord<B>[];
}

/** What has come in already is not kept from a consumer who wants it, but from one who does not. */
function checkWanted(signal: AbortSignal | null): void {
  if (signal?.aborted === true) throw abortFailure(signal);
}

function explained(
  { driver }: Session,
  command: QueryCommand,
  error: unknown,
  entry: (...given: never[]) => unknown,
): unknown {
  return atCaller(
    explainRefusal(error, driver, () => queryFeatures(command)),
    entry,
  );
}
