import { FieldType, type Frame, ProtoType } from '@aeroform/protocol';
import { readBatch, readBatchRows } from '../command/batch-rows.js';
import { queryTarget, recordTarget } from '../command/fault-target.js';
import { readRequest } from '../command/request.js';
import { isBatch } from '../command/route.js';
import type { FrameTargets } from '../fault/faults.js';
import type { FaultTarget } from '../fault/fault-target.js';
import { infoCommandLines, infoCommandName } from '../info/info-line.js';
import { inflateMessageSync } from './compression.js';

/** What a frame is about. Of what can't be read, nothing: it is for the server to refuse. */
export function frameTargets({ type, body }: Pick<Frame, 'type' | 'body'>): FrameTargets {
  return TARGETS[type]?.(body) ?? NOTHING;
}

const NOTHING: FrameTargets = { parts: () => [], whole: () => [] };
const ADMIN: readonly FaultTarget[] = [{ command: 'admin' }];
const UNREADABLE_BATCH: FaultTarget = { command: 'batch' };

const TARGETS: Partial<Record<number, (body: Buffer) => FrameTargets>> = {
  [ProtoType.message]: (body) => (isBatch(body) ? batchTargets(body) : messageTargets(body)),
  [ProtoType.info]: (body) => ({
    parts: () =>
      infoCommandLines(body).map((line) => ({ command: `info:${infoCommandName(line)}` })),
    // Each command has a result of its own, see answerInfo.
    whole: () => [],
  }),
  [ProtoType.compressed]: (body) => {
    try {
      return frameTargets({ type: ProtoType.message, body: inflateMessageSync(body) });
    } catch {
      return NOTHING;
    }
  },
  [ProtoType.admin]: () => ({ parts: () => ADMIN, whole: () => ADMIN }),
};

function messageTargets(body: Buffer): FrameTargets {
  try {
    const request = readRequest(body);
    const digest = request.field(FieldType.digest);
    if (digest === undefined) {
      const query = [queryTarget(request)];
      return { parts: () => query, whole: () => query };
    }
    const record = [recordTarget(request, digest)];
    // Its result is decided where it runs.
    return { parts: () => record, whole: () => [] };
  } catch {
    return NOTHING;
  }
}

function batchTargets(body: Buffer): FrameTargets {
  return {
    parts: () => rowTargets(body),
    *whole() {
      for (const row of rowTargets(body)) yield { ...row, command: 'batch', inBatch: false };
    },
  };
}

/** The rows in front of the first one that can't be read; the server runs these. */
function* rowTargets(body: Buffer): Generator<FaultTarget> {
  let count = 0;
  try {
    for (const row of readBatchRows(readBatch(body))) {
      count++;
      yield { ...recordTarget(row, row.rowDigest), inBatch: true };
    }
  } catch {
    // What is wrong with the batch is found out again when it runs.
  }
  if (count === 0) yield UNREADABLE_BATCH;
}
