import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/**
 * The official client connects synchronously: a server on the same thread could never answer it. This
 * runs the command line of the server in a process of its own, from the sources.
 */
export interface ServerProcess {
  readonly port: number;
  /** For the configuration of the client. */
  readonly hosts: { readonly addr: string; readonly port: number }[];
  readonly child: ChildProcess;
  /** Ends the process with SIGTERM and tells its exit code. */
  stop(): Promise<number | null>;
}

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const READY = /^ready ([^\s]+):(\d+)\n/;

/** Starts a server on a free port and waits until it is ready. */
export async function startServerProcess(args: readonly string[] = []): Promise<ServerProcess> {
  const child = spawnCommandLine(['--port', '0', ...args]);
  const output = collect(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (READY.test(output.stdout)) resolve();
    });
    child.once('exit', () => reject(new Error(`the server ended: ${output.stderr}`)));
  });
  const match = READY.exec(output.stdout) as RegExpExecArray;
  const port = Number(match[2]);
  return {
    port,
    hosts: [{ addr: match[1] as string, port }],
    child,
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const [exitCode] = (await exited) as [number | null];
      return exitCode;
    },
  };
}

/** Runs the command line until it ends by itself. */
export async function runCommandLine(args: readonly string[]): Promise<Finished> {
  const child = spawnCommandLine(args);
  const output = collect(child);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, ...output };
}

function spawnCommandLine(args: readonly string[]): ChildProcess {
  const register = path.join(__dirname, 'register-typescript.cjs');
  const main = path.join(__dirname, '../../src/cli/main.ts');
  const script = `require(${JSON.stringify(main)}).main(process.argv.slice(1))`;
  return spawn(
    process.execPath,
    ['--conditions=@aeroform/source', '--require', register, '--eval', script, '--', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return output;
}
