import { AerospikeError } from '@aeroform/core';
import { AerospikeOrmError } from '@aeroform/orm';
import { type ArgumentsHost, Catch, HttpException, HttpStatus } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';

/** HTTP status of each error code that means something to the caller of an API. */
const STATUS_OF_CODE: Readonly<Record<string, HttpStatus>> = {
  ENTITY_NOT_FOUND: HttpStatus.NOT_FOUND,
  RECORD_NOT_FOUND: HttpStatus.NOT_FOUND,
  ENTITY_EXISTS: HttpStatus.CONFLICT,
  RECORD_EXISTS: HttpStatus.CONFLICT,
  OPTIMISTIC_LOCK: HttpStatus.CONFLICT,
  GENERATION: HttpStatus.CONFLICT,
  FILTERED_OUT: HttpStatus.PRECONDITION_FAILED,
  RECORD_TOO_BIG: HttpStatus.PAYLOAD_TOO_LARGE,
  VALIDATION: HttpStatus.UNPROCESSABLE_ENTITY,
  BACKPRESSURE: HttpStatus.SERVICE_UNAVAILABLE,
  KEY_BUSY: HttpStatus.SERVICE_UNAVAILABLE,
  DEVICE_OVERLOAD: HttpStatus.SERVICE_UNAVAILABLE,
  PARTITION_UNAVAILABLE: HttpStatus.SERVICE_UNAVAILABLE,
  CONNECTION: HttpStatus.SERVICE_UNAVAILABLE,
  TIMEOUT: HttpStatus.GATEWAY_TIMEOUT,
};

/**
 * Turns errors of Aeroform into HTTP answers: not found 404, conflicts 409, a filter that did not
 * match 412, too big 413, overload and lost connections 503, time-outs 504. A write that may have
 * been applied all the same (`inDoubt`) is a plain 500: repeating it blindly could apply it twice.
 *
 * `app.useGlobalFilters(new AerospikeExceptionFilter(app.getHttpAdapter()))`
 *
 * @publicApi
 */
@Catch(AerospikeError, AerospikeOrmError)
export class AerospikeExceptionFilter extends BaseExceptionFilter {
  override catch(error: AerospikeError | AerospikeOrmError, host: ArgumentsHost): void {
    const status = statusOf(error);
    if (status === undefined) super.catch(error, host);
    else super.catch(new HttpException({ statusCode: status, code: error.code }, status), host);
  }
}

function statusOf(error: AerospikeError | AerospikeOrmError): HttpStatus | undefined {
  return error.inDoubt ? undefined : STATUS_OF_CODE[error.code];
}
