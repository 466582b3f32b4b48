/**
 * The official npm `aerospike` client, loaded so that several Jest files can share one process.
 *
 * The client registers its event loop once per process, but Jest gives each test file a fresh
 * module registry: the second file would register again and fail ("Capacity is 1"). The flag
 * therefore sits on a core module, which all registries share.
 */
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import Aerospike from 'aerospike';

interface EventLoop {
  registerASEventLoop(): void;
  referenceEventLoop(): void;
  unreferenceEventLoop(): void;
  releaseEventLoop(): void;
}

interface Binding {
  ref_as_event_loop(): void;
  unref_as_event_loop(): void;
}

const supportedVersion = '6.7.1';
const registered = Symbol.for('aerospike.eventLoopRegistered');
const shared = os as typeof os & { [registered]?: boolean };

function guardEventLoop(): void {
  const manifest = require.resolve('aerospike/package.json');
  const clientRequire = createRequire(manifest);
  const { version } = clientRequire('./package.json') as { version: string };
  if (version !== supportedVersion) {
    throw new Error(`The event loop guard knows aerospike ${supportedVersion}, not ${version}.`);
  }
  const eventLoop = clientRequire('./lib/event_loop') as EventLoop;
  const loadBinding = clientRequire('bindings') as (options: object) => Binding;
  const binding = loadBinding({
    bindings: 'aerospike.node',
    module_root: path.dirname(manifest),
  });
  const register = eventLoop.registerASEventLoop;
  eventLoop.registerASEventLoop = () => {
    if (shared[registered] === true) {
      binding.ref_as_event_loop();
      return;
    }
    register();
    shared[registered] = true;
  };
  eventLoop.referenceEventLoop = () => binding.ref_as_event_loop();
  eventLoop.unreferenceEventLoop = () => binding.unref_as_event_loop();
  eventLoop.releaseEventLoop = () => {};
}

/**
 * Where the client looks for the modules of aggregations. It looks where the first client of the
 * process was told to, so all are told the same.
 */
export const LUA_FOLDER: string = path.join(__dirname, '..', 'udf', 'lua');

function tellWhereModulesAre(): void {
  const { connect } = Aerospike;
  const modlua = { userPath: LUA_FOLDER };
  Aerospike.connect = ((config: object) =>
    (connect as (config: object) => unknown).call(Aerospike, {
      modlua,
      ...config,
    })) as typeof connect;
}

guardEventLoop();
tellWhereModulesAre();

export { Aerospike };
