import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Message, PROTO_HEADER_SIZE, ProtoType, readMessages } from '@aeroform/protocol';

interface RecordedStep {
  /** Hexadecimal; runs of partition ids are written in another way. */
  readonly req?: string;
  readonly kind?: string;
}

/** The recordings that every clone replays. */
const FOLDER = path.join(__dirname, '../../../../test/conformance/recorded');
const HEX = /^[0-9a-f]+$/;

/** The messages that clients sent while a real server was recorded. */
export function recordedRequests(): readonly Message[] {
  return readdirSync(FOLDER).flatMap((file) =>
    gunzipSync(readFileSync(path.join(FOLDER, file)))
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => (JSON.parse(line) as { steps: RecordedStep[] }).steps)
      .flatMap(requestOf),
  );
}

function requestOf({ req = '', kind }: RecordedStep): Message[] {
  if (kind !== undefined || !HEX.test(req)) return [];
  const frame = Buffer.from(req, 'hex');
  if (frame[1] !== ProtoType.message) return [];
  try {
    return readMessages(frame.subarray(PROTO_HEADER_SIZE)).slice(0, 1);
  } catch {
    // One that is malformed on purpose.
    return [];
  }
}
