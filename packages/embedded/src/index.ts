/**
 * An in-process server that speaks the Aerospike protocol, for tests and demos.
 *
 * @packageDocumentation
 */
export { EmbeddedError, type EmbeddedErrorCode } from './error/embedded-error.js';
export { EmbeddedServer, type EmbeddedHost, type Inspection } from './server/embedded-server.js';
export { type EmbeddedServerOptions } from './server/server-options.js';
export { type NamespaceInput, type NamespaceOptions } from './storage/namespace-options.js';
