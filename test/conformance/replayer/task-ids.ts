import { randomBytes } from 'node:crypto';
import { FieldType, PROTO_HEADER_SIZE, readMessage, WireError } from '@aeroform/protocol';

const TASK_ID_SIZE = 8;

/**
 * New ids for the recorded ones, the same for the same within a scenario: a server refuses the id of
 * a query that it has seen before.
 */
export class TaskIds {
  readonly #fresh = new Map<string, Buffer>();

  /** The request with a new id in place of its own, if it has one. */
  replace(request: Buffer): Buffer {
    const copy = Buffer.from(request);
    for (const { type, data } of fieldsOf(copy)) {
      // The data of a field is a view into the copy.
      if (type === FieldType.taskId && data.length === TASK_ID_SIZE) data.set(this.#freshFor(data));
    }
    return copy;
  }

  #freshFor(recorded: Buffer): Buffer {
    const key = recorded.toString('hex');
    const known = this.#fresh.get(key);
    if (known !== undefined) return known;
    const fresh = randomBytes(TASK_ID_SIZE);
    // Positive as a signed number, as the official client's.
    fresh[0] = (fresh[0] as number) & 0x7f;
    this.#fresh.set(key, fresh);
    return fresh;
  }
}

/** Some hand-built requests are malformed: they go out as they are. */
function fieldsOf(request: Buffer): readonly { type: number; data: Buffer }[] {
  try {
    return readMessage(request, PROTO_HEADER_SIZE).fields;
  } catch (error) {
    if (error instanceof WireError) return [];
    throw error;
  }
}
