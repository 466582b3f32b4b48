'use strict';

/** CommonJS, so that the location is found from both builds of this package. */
exports.locateLuaWasm = () => require.resolve('wasmoon/dist/glue.wasm');
