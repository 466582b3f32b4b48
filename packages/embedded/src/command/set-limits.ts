import { ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { Namespace } from '../storage/namespace.js';

/**
 * Whether a set may get another record: `stop-writes-count` and `stop-writes-size` limit it.
 *
 * @throws {CommandError} 22 when it is full.
 */
export function checkSetLimits(namespace: Namespace, name: string): void {
  const settings = namespace.setSettings.get(name);
  if (settings === undefined) return;
  const count = settings.number('stop-writes-count');
  const size = settings.number('stop-writes-size');
  if (count > 0 && (namespace.sets.get(name)?.objects ?? 0) >= count) throw full();
  if (size > 0 && namespace.usedBytes.ofSet(name) >= size) throw full();
}

/** @throws {CommandError} 22 where `reject-non-xdr-writes` is set. */
export function checkAcceptsWrites({ settings }: Namespace): void {
  if (settings.revision > 0 && settings.isTrue('reject-non-xdr-writes')) {
    throw new CommandError(ResultCode.FORBIDDEN, 'the namespace takes writes of XDR only');
  }
}

function full(): CommandError {
  return new CommandError(ResultCode.FORBIDDEN, 'the set is full');
}
