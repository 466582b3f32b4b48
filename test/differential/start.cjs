// Runs the program from its sources: `node --conditions=@aeroform/source differential/start.cjs`.
require('ts-node').register({ dir: __dirname });
require('./run.ts')
  .main(process.argv.slice(2))
  .then(
    (good) => (process.exitCode = good ? 0 : 1),
    (error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exitCode = 2;
    },
  );
