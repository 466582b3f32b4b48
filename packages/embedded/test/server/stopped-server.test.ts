import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { StopReport } from './stop-busy-server';

const PROGRAM = `
const { stopBusyServer } = require(${JSON.stringify(path.join(__dirname, 'stop-busy-server.ts'))});
stopBusyServer().then((report) => {
  process.stdout.write(JSON.stringify(report) + '\\n');
  globalThis.finishedAt = performance.now();
});
process.on('exit', () => {
  process.stdout.write(JSON.stringify(performance.now() - globalThis.finishedAt));
});
`;

describe('a server that is stopped in the middle of everything', () => {
  it('leaves no socket and no timer behind, and the process ends by itself at once', async () => {
    const register = path.join(__dirname, '../support/register-typescript.cjs');
    const child = spawn(
      process.execPath,
      ['--conditions=@aeroform/source', '--require', register, '--eval', PROGRAM],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    expect([exitCode, output.stderr]).toEqual([0, '']);
    const [report, lingered] = output.stdout.split('\n').map((line) => JSON.parse(line) as unknown);
    const { runningQueries, faultsHit, milliseconds, left } = report as StopReport;
    expect(runningQueries).toBe(3);
    expect(faultsHit).toBe(3);
    expect(milliseconds).toBeLessThan(500);
    // The pipe that the report goes through.
    expect(left.filter((kind) => kind !== 'PipeWrap')).toEqual([]);
    expect(lingered).toBeLessThan(200);
  });
});
