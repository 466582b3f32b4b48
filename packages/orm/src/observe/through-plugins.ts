import { OptionError } from '../error/data-source-error.js';
import type { Operation } from './operation.js';
import type { OrmPlugin } from './plugin.js';

/** Runs an operation within plugins, the first one outermost. */
export function throughPlugins<R>(
  plugins: readonly OrmPlugin[],
  operation: Operation,
  call: () => Promise<R>,
): Promise<R> {
  const from = (place: number): Promise<unknown> => {
    const plugin = plugins[place];
    if (plugin?.onOperation === undefined) return call();
    let isCalled = false;
    return plugin.onOperation(operation, () => {
      if (isCalled) throw calledTwice(plugin);
      isCalled = true;
      return from(place + 1);
    });
  };
  // safe: a plugin returns what next() resolved to
  return from(0) as Promise<R>;
}

function calledTwice({ name }: OrmPlugin): OptionError {
  return new OptionError(
    `plugins.${name}`,
    'called next() twice: the operation would be done twice',
  );
}
