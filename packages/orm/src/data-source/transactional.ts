import type { MethodDecoratorDual } from '../decorators/hook.js';
import { MetadataError } from '../error/metadata-error.js';
import type { TransactionOptions } from '../transaction/tx-scope.js';
import { dataSourceNamed } from './named-data-sources.js';

/** Options of `@Transactional`. */
export interface TransactionalOptions extends Omit<TransactionOptions, 'signal'> {
  /** Name of the data source. Default `default`. */
  readonly dataSource?: string;
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Runs a method in a transaction of a data source; called within one, it joins. See
 * `DataSource.transaction`. The method returns a promise, also when it did not before.
 */
export function Transactional(options: TransactionalOptions = {}): MethodDecoratorDual {
  return (first: unknown, second: unknown, descriptor?: PropertyDescriptor): unknown => {
    // Standard decorators get the method and a context, and return what takes its place.
    if (typeof second === 'object') return transactional(first, nameOf(second), options);
    if (descriptor === undefined) throw noMethod(second);
    descriptor.value = transactional(descriptor.value, second, options);
    return undefined;
  };
}

function transactional(
  method: unknown,
  name: unknown,
  { dataSource = 'default', ...options }: TransactionalOptions,
): Method {
  if (typeof method !== 'function') throw noMethod(name);
  const run = async function (this: unknown, ...args: unknown[]): Promise<unknown> {
    const call = async (): Promise<unknown> => (method as Method).apply(this, args);
    return dataSourceNamed(dataSource).transaction(call, options);
  };
  return Object.defineProperty(run, 'name', { value: method.name });
}

function nameOf(context: unknown): unknown {
  return (context as ClassMethodDecoratorContext | null)?.name;
}

function noMethod(name: unknown): MetadataError {
  return new MetadataError(String(name), '@Transactional is for methods');
}
