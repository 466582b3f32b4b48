import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { EmbeddedClusterOptions, EmbeddedHost } from '@aeroform/embedded';

const SCRIPT = path.join(__dirname, 'cluster-main.ts');
const RUNNER = path.join(__dirname, '../../scripts/run-source.cjs');

/** A cluster in a process of its own: the native driver holds the thread while it connects. */
export interface ClusterProcess {
  readonly hosts: readonly EmbeddedHost[];
  stop(): Promise<void>;
}

export async function startClusterProcess(
  options: EmbeddedClusterOptions,
): Promise<ClusterProcess> {
  const child = spawn(process.execPath, [RUNNER, SCRIPT, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    hosts: JSON.parse(line.toString()) as EmbeddedHost[],
    async stop() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
