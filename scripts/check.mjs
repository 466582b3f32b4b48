// Runs every check, also after a failure, and closes with one line: `N passed, M failed`.
// `node scripts/check.mjs lint jest` runs only the named stages.
import { checkPackages } from './check/packages.mjs';
import { build, format, jest, lint, typecheck, typeTests } from './check/stages.mjs';

const stages = { format, lint, build, typecheck, jest, types: typeTests, packages: checkPackages };

function say(text) {
  process.stdout.write(`${text}\n`);
}

async function runStage(name) {
  say(`\n── ${name}`);
  const started = performance.now();
  const checks = await stages[name]().catch(crash);
  const seconds = (performance.now() - started) / 1000;
  const count = (key) => checks.reduce((sum, check) => sum + check[key], 0);
  for (const check of checks) {
    if (check.failed > 0) say(`✗ ${check.name}\n${check.output.trimEnd()}`);
  }
  const result = { name, passed: count('passed'), failed: count('failed'), seconds };
  say(
    `${verdict(result)} in ${seconds.toFixed(1)} s: ${result.passed} passed, ${result.failed} failed`,
  );
  return result;
}

function crash(error) {
  return [{ name: 'the stage itself', passed: 0, failed: 1, output: error.stack }];
}

function verdict({ failed }) {
  return failed === 0 ? 'pass' : 'FAIL';
}

function printTable(results) {
  say('\nstage       result   passed  failed  seconds');
  for (const result of results) {
    const cells = [
      result.name.padEnd(11),
      verdict(result).padEnd(6),
      String(result.passed).padStart(8),
      String(result.failed).padStart(7),
      result.seconds.toFixed(1).padStart(8),
    ];
    say(cells.join(' '));
  }
}

function chosenStages() {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in stages));
  if (unknown.length === 0) return wanted.length === 0 ? Object.keys(stages) : wanted;
  say(`Unknown stage ${unknown.join(', ')}; there are ${Object.keys(stages).join(', ')}.`);
  process.exit(2);
}

const results = [];
for (const name of chosenStages()) results.push(await runStage(name));
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);

printTable(results);
say(`\n${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 ? 0 : 1;
