import type { DataSource, TransactionOptions } from '@aeroform/orm';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  mixin,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { getDataSourceToken } from '../aerospike.tokens.js';

/**
 * Options of {@link TransactionInterceptor}.
 *
 * @publicApi
 */
export interface TransactionInterceptorOptions extends Omit<TransactionOptions, 'signal'> {
  /** Name of the data source; the default one when omitted. */
  readonly dataSource?: string;
}

/**
 * Makes an interceptor that runs a handler in a transaction: what it reads and writes through
 * repositories is committed when it answers, and undone when it throws. When somebody else was in the
 * way the handler is run again, so that it must bear repetition, or `retries` be 0.
 *
 * `@UseInterceptors(TransactionInterceptor({ retries: 3 }))`
 *
 * @publicApi
 */
export function TransactionInterceptor(
  options: TransactionInterceptorOptions = {},
): Type<NestInterceptor> {
  const { dataSource: name, ...transaction } = options;

  @Injectable()
  class MixinTransactionInterceptor implements NestInterceptor {
    readonly #dataSource: DataSource;

    constructor(@Inject(getDataSourceToken(name)) dataSource: DataSource) {
      this.#dataSource = dataSource;
    }

    intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
      const handle = (): Promise<unknown> =>
        lastValueFrom(next.handle(), { defaultValue: undefined });
      return from(this.#dataSource.transaction(handle, transaction));
    }
  }

  return mixin(MixinTransactionInterceptor);
}
