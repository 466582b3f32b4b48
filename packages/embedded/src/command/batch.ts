import { setImmediate } from 'node:timers/promises';
import { BatchFlag, FieldType, Info3, ResultCode } from '@aeroform/protocol';
import { MalformedMessageError } from '../error/malformed-message-error.js';
import { checkAuthenticated } from '../security/check-command.js';
import { AnswerWriter } from './answer-writer.js';
import { type Batch, readBatch, readBatchRows } from './batch-rows.js';
import type { Caller, CommandContext } from './command-context.js';
import { answerRecordCommand } from './record-command.js';
import type { Request } from './request.js';
import type { Responder } from './responder.js';
import { resultCodeOf } from './result-code-of.js';

/** Rows that are run before other connections get their turn. */
const SLICE = 256;
/** Answers of rows are sent when so many bytes have come together. */
const FRAME_SIZE = 128 * 1024;

/** Results of a row that are no errors of the batch. */
const HARMLESS: ReadonlySet<number> = new Set([
  ResultCode.OK,
  ResultCode.RECORD_NOT_FOUND,
  ResultCode.FILTERED_OUT,
]);

/** Runs the rows of a batch and answers each, then the batch. Never rejects. */
export async function answerBatch(
  caller: Caller,
  body: Buffer,
  responder: Responder,
): Promise<void> {
  const run = new BatchRun(caller, responder);
  try {
    caller.node.counters.batches++;
    checkAuthenticated(caller);
    const batch = readBatch(body);
    await run.rows(batch);
  } catch (error) {
    run.fail(resultCodeOf(error, caller.node.counters));
  }
  await run.end();
}

class BatchRun {
  readonly #caller: Caller;
  readonly #responder: Responder;
  readonly #answer = new AnswerWriter();
  /** The latest row: a row that repeats is the same request. */
  #row: Request | undefined;
  /** Of the latest row: most batches are about one namespace. */
  #context: CommandContext | undefined;
  /** Of the batch: that of the row that failed, where rows can make a batch fail. */
  #resultCode: number = ResultCode.OK;
  /** A failed batch sends no more rows, though it goes on running them. */
  #silent = false;

  constructor(caller: Caller, responder: Responder) {
    this.#caller = caller;
    this.#responder = responder;
  }

  async rows(batch: Batch): Promise<void> {
    let count = 0;
    for (const row of readBatchRows(batch)) {
      const resultCode = this.#answerRow(row);
      if (!HARMLESS.has(resultCode) && (batch.flags & BatchFlag.respondAllKeys) === 0) {
        this.#resultCode = resultCode;
        if ((batch.flags & BatchFlag.reportRecordErrors) === 0) this.#silent = true;
      }
      if (this.#silent) this.#answer.reset();
      if (this.#answer.offset >= FRAME_SIZE) await this.#send();
      if (++count % SLICE === 0) await setImmediate();
    }
  }

  fail(resultCode: number): void {
    this.#caller.node.counters.failedBatches++;
    this.#resultCode = resultCode;
    this.#answer.reset();
  }

  async end(): Promise<void> {
    this.#answer.beginMessage();
    this.#answer.endMessage({
      resultCode: this.#resultCode,
      generation: 0,
      voidTime: 0,
      info3: Info3.last,
    });
    await this.#responder.write(this.#answer.toBuffer());
  }

  /** @returns the result code of the row. */
  #answerRow(row: Request): number {
    if (this.#context === undefined || row !== this.#row) this.#context = this.#contextOf(row);
    this.#row = row;
    return answerRecordCommand(this.#context, row, this.#answer);
  }

  #contextOf(row: Request): CommandContext {
    const name = row.text(FieldType.namespace) ?? '';
    if (name === this.#context?.namespace.name) return this.#context;
    const namespace = this.#caller.node.namespaces.get(name);
    if (namespace === undefined)
      throw new MalformedMessageError('a row names no namespace that exists');
    return { ...this.#caller, namespace };
  }

  async #send(): Promise<void> {
    const body = this.#answer.toBuffer();
    this.#answer.reset();
    // Once a row has failed, the frame with it is the last one with rows.
    if (this.#resultCode !== ResultCode.OK) this.#silent = true;
    await this.#responder.write(body);
  }
}
