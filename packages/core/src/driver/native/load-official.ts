import os from 'node:os';
import { ClientError } from '../../error/client-error.js';
import type { OfficialModule } from './official-module.js';

/** The version that this driver is made for; see also `encodePageState`. */
const PACKAGE = 'aerospike';
const VERSION = '6.7.1';

/** The part of npm `aerospike` that ties the addon to the event loop. */
interface EventLoop {
  registerASEventLoop: () => void;
  unreferenceEventLoop: () => void;
  releaseEventLoop: () => void;
}

/**
 * Set on a built-in module once the addon is registered with the event loop, which works once in a
 * process. Built-in modules are what test runners like Jest share between test files, each of which
 * loads packages anew; the addon itself stays loaded.
 */
const REGISTERED = Symbol.for('@aeroform/core/native-event-loop');

const processWide = os as { [REGISTERED]?: true };

let loading: Promise<OfficialModule> | undefined;

/**
 * Loads npm `aerospike`, the first time.
 *
 * @throws {ClientError} `DRIVER_NOT_INSTALLED` when the package is missing, `DRIVER_NOT_LOADED` when it
 *   does not load on this machine.
 */
export function loadOfficial(): Promise<OfficialModule> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw loadFailure(error as NodeJS.ErrnoException);
  });
  return loading;
}

async function load(): Promise<OfficialModule> {
  const official = await importModule<OfficialModule>(PACKAGE);
  shareEventLoop(await importModule<EventLoop>(`${PACKAGE}/lib/event_loop.js`));
  official.wrapHLL(true);
  // What goes wrong is told by errors; the addon would write it to stderr, too.
  official.setDefaultLogging({ level: official.log.OFF });
  return official;
}

/** Bundlers have to leave the package alone: they break its addon, and look for it in the bundle. */
async function importModule<T>(name: string): Promise<T> {
  const imported: unknown = await import(/* webpackIgnore: true */ /* @vite-ignore */ name);
  const module = imported as { readonly default?: T };
  return module.default ?? (module as T);
}

/**
 * Lets every copy of the package in a process use the one registration. The copy that registered keeps
 * the event loop alive while it has clients; the others have nothing to hold or to let go.
 */
function shareEventLoop(eventLoop: EventLoop): void {
  const register = eventLoop.registerASEventLoop;
  let isOwner = false;
  const { unreferenceEventLoop: unreference } = eventLoop;
  eventLoop.registerASEventLoop = () => {
    if (processWide[REGISTERED] === true && !isOwner) return;
    register();
    isOwner = true;
    processWide[REGISTERED] = true;
  };
  eventLoop.unreferenceEventLoop = () => {
    if (isOwner) unreference();
  };
  // For good, it would take the event loop from all clients to come.
  eventLoop.releaseEventLoop = () => eventLoop.unreferenceEventLoop();
}

function loadFailure(cause: NodeJS.ErrnoException): ClientError {
  const isMissing = /MODULE_NOT_FOUND/.test(cause.code ?? '') && cause.message.includes(PACKAGE);
  if (isMissing && !cause.message.includes('.node')) {
    const remedy = `install it (npm install ${PACKAGE}@${VERSION}), or leave out driver: 'native'`;
    return new ClientError(
      `driver: 'native' needs the package ${PACKAGE}, which is not installed. Remedy: ${remedy}.`,
      { code: 'DRIVER_NOT_INSTALLED', remedy, cause },
    );
  }
  const remedy = `driver: 'wire' (the default) needs no addon`;
  return new ClientError(
    `The package ${PACKAGE} does not load on this machine: ${cause.message}. Remedy: ${remedy}.`,
    { code: 'DRIVER_NOT_LOADED', remedy, cause },
  );
}
