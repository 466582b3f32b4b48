import { abortFailure } from '../../../error/abort-failure.js';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import { AerospikeTimeoutError } from '../../../error/timeout-error.js';
import { BATCH_CONCURRENCY_SEQUENTIAL } from '../../../policy/batch-concurrency.js';
import type { BatchCommand, BatchReadRow, BatchRow, BatchRowAnswer } from '../../driver.js';
import { pause } from '../../pause.js';
import { LOOK_EVERY_SMALL, TimeSlice } from '../../time-slice.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { CONNECTION_PAUSE } from '../connection/no-connection.js';
import { onlyNode } from '../connection/only-node.js';
import { unknownNamespace } from '../connection/unknown-namespace.js';
import { fromOfficialError } from '../from-official-error.js';
import { inLanes } from '../in-lanes.js';
import type { OfficialRow, OfficialRowAnswer } from '../official-many.js';
import type { OfficialError } from '../official-module.js';
import { isUndecodable } from '../record/is-undecodable.js';
import { unsupported } from '../unsupported.js';
import { askRows, isWaiting, mayBeDone } from './ask-rows.js';
import { exactRow } from './exact-row.js';
import { failedRow, readOfficialRow } from './read-official-row.js';
import { isAlone, type LoneRow, runAlone } from './run-alone.js';
import { toOfficialRow } from './to-official-row.js';

/** Rows that the addon is given at a time: it holds the JavaScript thread for all of them. */
const MAX_ROWS = 2000;

/** Rows that the addon is given together, by their places in the batch. */
interface Part {
  readonly places: number[];
  readonly rows: OfficialRow[];
}

/**
 * Runs a batch. Every row gets an answer; rejects only when nothing was sent.
 *
 * @throws {UnsupportedByDriverError} for what the official client has not; {InvalidArgError} for a value
 *   that Aerospike has no type for.
 */
export async function runBatch(
  connection: NativeConnection,
  command: BatchCommand,
): Promise<BatchRowAnswer[]> {
  const { concurrency } = command.policy;
  if (concurrency === BATCH_CONCURRENCY_SEQUENTIAL) throw unsupported('sequentialBatch');
  return new NativeBatch(connection, command).run();
}

/** One batch on its way. */
class NativeBatch {
  readonly #connection: NativeConnection;
  readonly #command: BatchCommand;
  readonly #answers: (BatchRowAnswer | undefined)[];
  readonly #deadline: number;
  /** Rows that were sent, and may have been carried out. */
  readonly #sent: Uint8Array;
  /** Rows that must be read once more to be known exactly. */
  readonly #inexact: number[] = [];
  /** Namespaces that were looked for, and why one is not there. */
  readonly #namespaces = new Map<string, AerospikeError | undefined>();
  #isAborted = false;

  constructor(connection: NativeConnection, command: BatchCommand) {
    const { rows, policy } = command;
    this.#connection = connection;
    this.#command = command;
    this.#answers = new Array<BatchRowAnswer | undefined>(rows.length).fill(undefined);
    this.#sent = new Uint8Array(rows.length);
    const { totalTimeout } = policy;
    this.#deadline = totalTimeout > 0 ? performance.now() + totalTimeout : Infinity;
  }

  async run(): Promise<BatchRowAnswer[]> {
    const { signal } = this.#command.policy;
    const { parts, alone } = await this.#divide();
    if (signal === null) {
      await this.#connection.during(this.#work(parts, alone));
    } else if (!signal.aborted) {
      await this.#untilAborted(signal, this.#connection.during(this.#work(parts, alone)));
    }
    return this.#finish(signal);
  }

  /** All rows are converted first: a value that cannot be written is found before a row is sent. */
  async #divide(): Promise<{ parts: Part[]; alone: number[] }> {
    const slice = new TimeSlice(undefined, LOOK_EVERY_SMALL);
    const parts: Part[] = [];
    const alone: number[] = [];
    let part: Part | undefined;
    const { rows, policy } = this.#command;
    const to = { official: this.#connection.official, policy };
    let namespace: string | undefined;
    let failure: AerospikeError | undefined;
    for (let place = 0; place < rows.length; place++) {
      if (slice.isOver()) await slice.next();
      const row = rows[place] as BatchRow;
      const official = toOfficialRow(to, row);
      if (row.key.namespace !== namespace) {
        ({ namespace } = row.key);
        failure = this.#namespaceFailure(namespace);
      }
      if (failure !== undefined) {
        this.#answers[place] = failedRow(row, failure, false);
        continue;
      }
      if (isAlone(row)) {
        alone.push(place);
        continue;
      }
      if (part === undefined || part.rows.length === MAX_ROWS) {
        parts.push((part = { places: [], rows: [] }));
      }
      part.places.push(place);
      part.rows.push(official);
    }
    return { parts, alone };
  }

  async #work(parts: readonly Part[], alone: readonly number[]): Promise<void> {
    const ending = inLanes(alone, (place) => this.#runAlone(place));
    for (const part of parts) await this.#runPart(part);
    await inLanes(this.#inexact, (place) => this.#readExactly(place));
    await ending;
  }

  async #runAlone(place: number): Promise<void> {
    if (this.#isAborted) return;
    this.#sent[place] = 1;
    const row = this.#command.rows[place] as LoneRow;
    this.#answers[place] = await runAlone(this.#connection, this.#command, row);
  }

  async #runPart(part: Part): Promise<void> {
    while (!this.#isAborted) {
      const error = await this.#send(part, true);
      if (error === undefined) return;
      if (!isWaiting(this.#connection, error)) return this.#fail(part, error);
      await pause(CONNECTION_PAUSE);
    }
  }

  /** @returns why there are no answers. */
  async #send(part: Part, deserialize: boolean): Promise<OfficialError | undefined> {
    const { places, rows } = part;
    const left = this.#left;
    if (left <= 0) {
      this.#failAll(places, new AerospikeTimeoutError('The batch did not end in time.'), false);
      return undefined;
    }
    for (const place of places) this.#sent[place] = 1;
    const setting = { left, deserialize };
    const { answers, error } = await askRows(this.#connection, this.#command, rows, setting);
    if (answers !== undefined) await this.#read(places, answers, !deserialize);
    else if (isUndecodable(error) && deserialize && this.#onlyReads(places)) {
      return this.#send(part, false);
    } else if (isWaiting(this.#connection, error))
      for (const place of places) this.#sent[place] = 0;
    return error;
  }

  async #read(
    places: readonly number[],
    answers: readonly OfficialRowAnswer[],
    areRaw: boolean,
  ): Promise<void> {
    const { rows, verb } = this.#command;
    const node = onlyNode(this.#connection) ?? '';
    const slice = new TimeSlice(undefined, LOOK_EVERY_SMALL);
    const read = { verb, node, areRaw };
    for (let i = 0; i < places.length; i++) {
      if (slice.isOver()) await slice.next();
      const place = places[i] as number;
      const official = answers[i] as OfficialRowAnswer;
      const answer = readOfficialRow(rows[place] as BatchRow, official, read);
      if (answer !== undefined) this.#answers[place] = answer;
      else this.#inexact.push(place);
    }
  }

  /** The addon answers such rows with a status of its own that tells nothing. */
  #namespaceFailure(namespace: string): AerospikeError | undefined {
    const known = this.#namespaces;
    if (!known.has(namespace)) known.set(namespace, unknownNamespace(this.#connection, namespace));
    return known.get(namespace);
  }

  #onlyReads(places: readonly number[]): boolean {
    return places.every((place) => this.#command.rows[place]?.kind === 'read');
  }

  async #readExactly(place: number): Promise<void> {
    if (this.#isAborted) return;
    const row = this.#command.rows[place] as BatchReadRow;
    this.#answers[place] = await exactRow(this.#connection, this.#command, row, this.#left);
  }

  get #left(): number {
    return this.#deadline - performance.now();
  }

  #fail({ places }: Part, error: OfficialError): void {
    const failure = fromOfficialError(error, {
      verb: this.#command.verb,
      cluster: this.#connection.nodes,
      isWrite: false,
    });
    this.#failAll(places, failure, mayBeDone(error));
  }

  #failAll(places: readonly number[], failure: AerospikeError, isDoubtful: boolean): void {
    for (const place of places) {
      this.#answers[place] = failedRow(this.#command.rows[place] as BatchRow, failure, isDoubtful);
    }
  }

  /** The addon cannot be stopped: what it still answers is not waited for. */
  #untilAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#isAborted = true;
        resolve();
      };
      signal.addEventListener('abort', abort, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
  }

  #finish(signal: AbortSignal | null): BatchRowAnswer[] {
    return this.#answers.map((answer, place) => {
      if (answer !== undefined) return answer;
      const row = this.#command.rows[place] as BatchRow;
      const failure = abortFailure(signal as AbortSignal);
      return failedRow(row, failure, this.#sent[place] === 1);
    });
  }
}
