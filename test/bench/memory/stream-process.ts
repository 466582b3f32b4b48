/** Reads a stream in a process of its own, whose memory is that of nothing else. */
import { once } from 'node:events';
import type { Host } from '@aeroform/core';
import { measureStream, type Pace } from './measure-stream.js';
import { RECORD_STREAMS, type RecordStreamName } from './record-streams.js';

/** What the process is told; it answers with a `StreamMemory`. */
export interface StreamTask {
  readonly hosts: readonly Host[];
  readonly stream: RecordStreamName;
  readonly pace: Pace;
  readonly collectEvery: number;
}

async function serve(): Promise<void> {
  const [task] = (await once(process, 'message')) as [StreamTask];
  const source = await RECORD_STREAMS[task.stream](task.hosts);
  process.send?.(await measureStream(source, task.pace, task.collectEvery));
  await source.close();
  process.disconnect();
}

void serve();
