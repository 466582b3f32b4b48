import { STATUS_CODES } from 'node:http';
import {
  AerospikeError,
  AerospikeTimeoutError,
  BackpressureError,
  ClusterError,
} from '@aeroform/core';
import {
  BatchError,
  TransactionError,
  type TransactionPhase,
  ValidationError,
} from '@aeroform/orm';
import { type ArgumentsHost, Catch, HttpException, HttpStatus } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';

/** What the caller of an API is told: nothing of keys, values, sets and hosts, which messages name. */
interface Answer {
  readonly status: HttpStatus;
  readonly message: string;
}

const notFound: Answer = {
  status: HttpStatus.NOT_FOUND,
  message: 'The record does not exist',
};
const exists: Answer = {
  status: HttpStatus.CONFLICT,
  message: 'The record exists already',
};
const changed: Answer = {
  status: HttpStatus.CONFLICT,
  message: 'The record was changed by somebody else meanwhile',
};
const filteredOut: Answer = {
  status: HttpStatus.PRECONDITION_FAILED,
  message: 'The condition of the operation is not true',
};
const invalid: Answer = {
  status: HttpStatus.BAD_REQUEST,
  message: 'The entity is not valid',
};
const otherCursor: Answer = {
  status: HttpStatus.BAD_REQUEST,
  message: 'The cursor is not one of this query',
};
const tooBig: Answer = {
  status: HttpStatus.PAYLOAD_TOO_LARGE,
  message: 'The record is too big',
};
const busy: Answer = {
  status: HttpStatus.SERVICE_UNAVAILABLE,
  message: 'The database is busy',
};
const unavailable: Answer = {
  status: HttpStatus.SERVICE_UNAVAILABLE,
  message: 'The database cannot be reached',
};
const timedOut: Answer = {
  status: HttpStatus.GATEWAY_TIMEOUT,
  message: 'The database did not answer in time',
};
const inTheWay: Answer = {
  status: HttpStatus.CONFLICT,
  message: 'Another transaction was in the way',
};

/** The answer to each error code that means something to the caller of an API. */
const ANSWER_TO_CODE: Readonly<Record<string, Answer>> = {
  RECORD_NOT_FOUND: notFound,
  ORM_ENTITY_NOT_FOUND: notFound,
  RECORD_EXISTS: exists,
  ORM_ENTITY_EXISTS: exists,
  GENERATION: changed,
  ORM_OPTIMISTIC_LOCK: changed,
  FILTERED_OUT: filteredOut,
  ORM_FILTERED_OUT: filteredOut,
  ORM_VALIDATION: invalid,
  ORM_QUERY_CURSOR: otherCursor,
  RECORD_TOO_BIG: tooBig,
  KEY_BUSY: busy,
  DEVICE_OVERLOAD: busy,
  PARTITION_UNAVAILABLE: unavailable,
};

/** The answer to what a transaction failed at; none for what the caller of an API can do nothing about. */
const ANSWER_TO_PHASE: Readonly<Partial<Record<TransactionPhase, Answer>>> = {
  blocked: inTheWay,
  verify: inTheWay,
  aborted: inTheWay,
};

/**
 * Turns errors of Aeroform into HTTP answers: not found 404, conflicts (of transactions, too) 409, a condition that was not
 * true 412, too big 413, what the schema of an entity refuses and the cursor of another query 400,
 * overload and lost connections 503, time-outs 504. A write that may have been
 * applied all the same (`inDoubt`) is a plain 500: repeating it blindly could apply it twice. So is a
 * stored record that its schema refuses: the caller did nothing wrong.
 *
 * The body is that of Nest's own exceptions, with the code of the error:
 * `{ statusCode: 404, message: 'The record does not exist', error: 'Not Found', code: 'ORM_ENTITY_NOT_FOUND' }`.
 * What a schema refuses is listed under `issues`, as `{ path: ['address', 'city'], message }`.
 *
 * As a provider, `{ provide: APP_FILTER, useClass: AerospikeExceptionFilter }`, or
 * `app.useGlobalFilters(new AerospikeExceptionFilter(app.getHttpAdapter()))`.
 *
 * @publicApi
 */
@Catch(AerospikeError)
export class AerospikeExceptionFilter extends BaseExceptionFilter {
  override catch(error: AerospikeError, host: ArgumentsHost): void {
    const answer = answerTo(error);
    super.catch(answer === undefined ? error : exceptionOf(error, answer), host);
  }
}

function answerTo(error: unknown): Answer | undefined {
  if (!(error instanceof AerospikeError) || error.inDoubt) return undefined;
  // A batch that failed as a whole failed for one reason.
  if (error instanceof BatchError) return answerTo(error.cause);
  if (error instanceof TransactionError) return ANSWER_TO_PHASE[error.phase];
  if (error instanceof ValidationError && error.isStored) return undefined;
  if (error instanceof AerospikeTimeoutError) return timedOut;
  if (error instanceof BackpressureError) return busy;
  if (error instanceof ClusterError) return unavailable;
  return ANSWER_TO_CODE[error.code];
}

function exceptionOf(error: AerospikeError, { status, message }: Answer): HttpException {
  const refused = error instanceof BatchError ? error.cause : error;
  const body = {
    statusCode: status,
    message,
    error: STATUS_CODES[status],
    code: error.code,
    ...(refused instanceof ValidationError ? { issues: issuesOf(refused) } : {}),
  };
  return new HttpException(body, status, { cause: error });
}

function issuesOf({ issues }: ValidationError): object[] {
  return issues.map(({ message, path = [] }) => ({
    path: path.map((step) => {
      const key = typeof step === 'object' ? step.key : step;
      return typeof key === 'symbol' ? String(key) : key;
    }),
    message,
  }));
}
