import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { EmbeddedClusterOptions, EmbeddedHost } from '../../src/index';

/** What a cluster in another process can be told, with the index of a node. */
export type ClusterVerb = 'stop' | 'start' | 'cut' | 'heal';

/** A cluster in a process of its own: the official client connects synchronously. */
export interface ClusterProcess {
  readonly hosts: EmbeddedHost[];
  /** Stops or starts a node and so on. */
  tell(verb: ClusterVerb, index: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startClusterProcess(
  options: EmbeddedClusterOptions = {},
): Promise<ClusterProcess> {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@aeroform/source',
      '--require',
      path.join(__dirname, 'register-typescript.cjs'),
      path.join(__dirname, 'cluster-main.cjs'),
      JSON.stringify(options),
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const hosts = (await answerOf(child)) as EmbeddedHost[];
  return {
    hosts,
    tell: async (verb, index) => {
      child.send({ verb, index });
      await answerOf(child);
    },
    stop: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the cluster ended');
  });
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [
    { value?: unknown; error?: string },
  ];
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.value;
}
