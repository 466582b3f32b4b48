// Entry of `npm start` and `npm test`: needs nothing but Node and npm.
// Old syntax on purpose, so that an old Node reaches the message about its version; pnpm.cjs and
// everything after it may be modern.
'use strict';

var childProcess = require('child_process');
var crypto = require('crypto');
var fs = require('fs');
var path = require('path');

var root = path.join(__dirname, '..');
var stampFile = path.join(root, 'node_modules', '.aeroform', 'install.stamp');
var requiredMajor = 20;

function say(text) {
  process.stdout.write('aeroform: ' + text + '\n');
}

function stop(text, code) {
  process.stderr.write('aeroform: ' + text + '\n');
  if (process.argv[2] === 'test') process.stdout.write('0 passed, 1 failed\n');
  process.exit(code === undefined ? 1 : code);
}

/** Runs a step without its output; shows the output when the step fails. */
function runQuietly(what, command, args) {
  var result = childProcess.spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return;
  process.stderr.write(String(result.stdout || '') + String(result.stderr || ''));
  stop(what + ' failed' + (result.error ? ': ' + result.error.message : '.'), result.status || 1);
}

/** Hands the terminal over to a program and ends with its exit code. */
function become(file, args, directory) {
  var child = childProcess.spawn(process.execPath, [file].concat(args), {
    cwd: directory,
    stdio: 'inherit',
  });
  ['SIGINT', 'SIGTERM'].forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  child.on('error', function (error) {
    stop(error.message);
  });
  child.on('exit', function (code, signal) {
    process.exit(code === null ? 128 + (require('os').constants.signals[signal] || 0) : code);
  });
}

function manifests() {
  var files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];
  ['packages', 'examples', 'test', 'test/downstream', '.'].forEach(function (folder) {
    fs.readdirSync(path.join(root, folder)).forEach(function (name) {
      var file = path.join(folder, name, 'package.json');
      if (name !== 'node_modules' && fs.existsSync(path.join(root, file))) files.push(file);
    });
  });
  return files.sort();
}

/** What an installation depends on; equal stamps mean that there is nothing to install. */
function installStamp() {
  var hash = crypto.createHash('sha256');
  hash.update([process.platform, process.arch, process.versions.modules, root].join(' '));
  manifests().forEach(function (file) {
    hash.update(file).update(fs.readFileSync(path.join(root, file)));
  });
  return hash.digest('hex');
}

function isInstalled(stamp) {
  if (!fs.existsSync(path.join(root, 'node_modules', '.modules.yaml'))) return false;
  return fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp;
}

function install(pnpm) {
  var stamp = installStamp();
  if (isInstalled(stamp)) return say('dependencies are up to date');
  say('installing dependencies with pnpm ' + pnpm.version + ' (the first run downloads ~250 MB)');
  runQuietly('Installing dependencies', 'pnpm', ['install', '--frozen-lockfile']);
  require('./pnpm.cjs').rememberPnpm(pnpm);
  fs.writeFileSync(stampFile, stamp);
}

function build() {
  say('building the packages with turbo (unchanged ones come from its cache)');
  runQuietly('Building', process.execPath, [path.join(root, 'scripts', 'build-all.mjs')]);
}

function startTour(args) {
  var example = path.join(root, 'examples', 'airports');
  var tsNode = path.join(example, 'node_modules', 'ts-node', 'dist', 'bin.js');
  say('starting the airports tour (examples/airports)');
  become(tsNode, ['src/main.ts'].concat(args), example);
}

function main(task, args) {
  var version = process.versions.node;
  if (Number(version.split('.')[0]) < requiredMajor) {
    stop('Node ' + requiredMajor + ' or newer is needed; this is Node ' + version + '.');
  }
  var pnpm = require('./pnpm.cjs').providePnpm();
  if (task === 'pnpm') {
    process.exit(childProcess.spawnSync('pnpm', args, { cwd: root, stdio: 'inherit' }).status);
  }
  install(pnpm);
  if (task === 'test') {
    say('running all checks (scripts/check.mjs)');
    return become(path.join(root, 'scripts', 'check.mjs'), args, root);
  }
  build();
  if (task === 'start') startTour(args);
}

try {
  main(process.argv[2], process.argv.slice(3));
} catch (error) {
  stop(error.message);
}
