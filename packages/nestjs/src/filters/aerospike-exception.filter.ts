import {
  AerospikeError,
  AerospikeTimeoutError,
  BackpressureError,
  ClusterError,
} from '@aeroform/core';
import { BatchError, TransactionError, type TransactionPhase } from '@aeroform/orm';
import { type ArgumentsHost, Catch, HttpException, HttpStatus } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';

/** HTTP status of each error code that means something to the caller of an API. */
const STATUS_OF_CODE: Readonly<Record<string, HttpStatus>> = {
  RECORD_NOT_FOUND: HttpStatus.NOT_FOUND,
  ORM_ENTITY_NOT_FOUND: HttpStatus.NOT_FOUND,
  RECORD_EXISTS: HttpStatus.CONFLICT,
  GENERATION: HttpStatus.CONFLICT,
  ORM_ENTITY_EXISTS: HttpStatus.CONFLICT,
  ORM_OPTIMISTIC_LOCK: HttpStatus.CONFLICT,
  FILTERED_OUT: HttpStatus.PRECONDITION_FAILED,
  ORM_FILTERED_OUT: HttpStatus.PRECONDITION_FAILED,
  RECORD_TOO_BIG: HttpStatus.PAYLOAD_TOO_LARGE,
  KEY_BUSY: HttpStatus.SERVICE_UNAVAILABLE,
  DEVICE_OVERLOAD: HttpStatus.SERVICE_UNAVAILABLE,
  PARTITION_UNAVAILABLE: HttpStatus.SERVICE_UNAVAILABLE,
};

/** HTTP status of what a transaction failed at; none for what the caller of an API can do nothing about. */
const STATUS_OF_PHASE: Readonly<Partial<Record<TransactionPhase, HttpStatus>>> = {
  blocked: HttpStatus.CONFLICT,
  verify: HttpStatus.CONFLICT,
  aborted: HttpStatus.CONFLICT,
};

/**
 * Turns errors of Aeroform into HTTP answers: not found 404, conflicts (of transactions, too) 409, a condition that was not
 * true 412, too big 413, overload and lost connections 503, time-outs 504. A write that may have been
 * applied all the same (`inDoubt`) is a plain 500: repeating it blindly could apply it twice.
 *
 * As a provider, `{ provide: APP_FILTER, useClass: AerospikeExceptionFilter }`, or
 * `app.useGlobalFilters(new AerospikeExceptionFilter(app.getHttpAdapter()))`.
 *
 * @publicApi
 */
@Catch(AerospikeError)
export class AerospikeExceptionFilter extends BaseExceptionFilter {
  override catch(error: AerospikeError, host: ArgumentsHost): void {
    const status = statusOf(error);
    if (status === undefined) super.catch(error, host);
    else super.catch(new HttpException({ statusCode: status, code: error.code }, status), host);
  }
}

function statusOf(error: unknown): HttpStatus | undefined {
  if (!(error instanceof AerospikeError) || error.inDoubt) return undefined;
  // A batch that failed as a whole failed for one reason.
  if (error instanceof BatchError) return statusOf(error.cause);
  if (error instanceof TransactionError) return STATUS_OF_PHASE[error.phase];
  if (error instanceof AerospikeTimeoutError) return HttpStatus.GATEWAY_TIMEOUT;
  if (error instanceof ClusterError || error instanceof BackpressureError) {
    return HttpStatus.SERVICE_UNAVAILABLE;
  }
  return STATUS_OF_CODE[error.code];
}
