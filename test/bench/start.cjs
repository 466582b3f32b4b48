// The benchmark: `pnpm bench [option…]`, or `node test/bench/start.cjs`.
const startProgram = require('./start-program.cjs');

// tinybench is an ES module, and is loaded by require().
startProgram(__dirname, '--disable-warning=ExperimentalWarning');
