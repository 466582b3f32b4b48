// The figures as a page of the documentation.
import os from 'node:os';
import { WORKLOADS } from './workloads.mjs';

export function formatPage({ throughput, start, memory, options }) {
  return `${[
    '# Performance',
    '<!-- Measured by `pnpm --filter @aeroform/test bench:embedded --page`. Do not edit. -->',
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${os.cpus()[0].model}, ` +
      `${os.cpus().length} cores, Node.js ${process.version}, Linux ${os.release()}. The official ` +
      'client (npm aerospike) in one process, each server in another; the median of ' +
      `${options.rounds} rounds of ${options.seconds} s in turns.`,
    '## Throughput',
    throughputTable(throughput),
    'The client and the servers share the cores, and the client needs more of them than either ' +
      'server: "per second" is what this client gets out of it. "CPU" is the time of the server’s ' +
      'process for one record, all its threads together, and "per core" what one core could do at ' +
      'that price. The ratio is that of the CPU times: above 1 embedded needs less.',
    '## Start',
    startTable(start),
    ...(memory === undefined ? [] : ['## Memory', memoryText(memory)]),
  ].join('\n\n')}\n`;
}

function throughputTable(throughput) {
  const header = [
    '',
    'server',
    'per second',
    'CPU per record',
    'per core and second',
    'ratio per core',
  ];
  const rows = Object.entries(throughput).flatMap(([workload, servers]) => {
    const real = servers['real server'];
    return Object.entries(servers).map(([name, { perSecond, microseconds, perCore }], i) => [
      i === 0 ? WORKLOADS[workload].title : '',
      name,
      thousands(perSecond),
      `${microseconds.toFixed(2)} µs`,
      thousands(perCore),
      name === 'embedded' && real !== undefined ? (perCore / real.perCore).toFixed(2) : '',
    ]);
  });
  return table(header, rows);
}

function startTable({ load, start, again, command }) {
  return table(
    ['', 'milliseconds'],
    [
      ['`require` of the package', load.toFixed(0)],
      ['first `EmbeddedServer.start()` of a process', start.toFixed(1)],
      ['second one', again.toFixed(1)],
      ['`aeroform-embedded` until it is ready', command.toFixed(0)],
    ],
  );
}

function memoryText({ records, heap, rss }) {
  return (
    `${thousands(records)} records of 4 bins (an integer, a short text, a double, a boolean): ` +
    `${heap.toFixed(0)} bytes of heap and buffers for each, ${rss.toFixed(0)} bytes of the process.`
  );
}

function table(header, rows) {
  const cells = [header, ...rows];
  const widths = header.map((_, i) => Math.max(...cells.map((row) => row[i].length)));
  const line = (row) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

function thousands(number) {
  return Math.round(number).toLocaleString('en-US');
}
