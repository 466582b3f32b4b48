/**
 * What tests need around the embedded server. No test runner is imported: hooks are its globals, or
 * given.
 *
 * @packageDocumentation
 */
export {
  createGlobalSetup,
  type GlobalSetup,
  type GlobalSetupConfig,
  globalTeardown,
} from './global-setup.js';
export { type TestHook, type TestHooks } from './test-hooks.js';
export {
  useEmbeddedServer,
  useEmbeddedWorker,
  type UsedServer,
  type UseServerOptions,
} from './use-embedded-server.js';
export { testWorkerId } from './worker-id.js';
export { workerNamespace, workerSet } from './worker-namespace.js';
