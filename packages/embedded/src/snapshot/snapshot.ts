import { isUint8Array } from 'node:util/types';
import type { Node } from '../cluster/node.js';
import { EmbeddedError } from '../error/embedded-error.js';
import { bufferSource } from './byte-source.js';
import { captureNode, type NodeState, restoreNode } from './node-state.js';
import { StateBuilder } from './state-builder.js';
import { encodeState, readState } from './state-file.js';

/** States of snapshots, or their bytes until somebody needs more: nobody else can reach them. */
const STATES = new WeakMap<Snapshot, NodeState | Buffer>();

/** The constructor, for this file only. */
let create: (state: NodeState | Buffer) => Snapshot;

/**
 * What a server held at one moment: records, sets, truncations, secondary indexes, Lua modules, users
 * and roles, settings that were changed while it ran, and how far its clock was advanced. It never
 * changes and holds on to nothing but memory: keep it as long as you like, restore it as often as you
 * like, in any server that has its namespaces.
 *
 * Taking one copies no record: partitions (4,096 for each namespace) are shared with the server until
 * they change there. Void times are moments: a record of a snapshot that was saved in a file expires
 * when it would have.
 *
 * @example
 * import { writeFileSync, readFileSync } from 'node:fs';
 * import { EmbeddedServer, Snapshot } from '@aeroform/embedded';
 *
 * const server = await EmbeddedServer.start();
 * writeFileSync('fixture.snapshot', server.snapshot().toBuffer());
 * server.restore(Snapshot.from(readFileSync('fixture.snapshot')));
 */
export class Snapshot {
  private constructor(state: NodeState | Buffer) {
    STATES.set(this, state);
  }

  static {
    create = (state) => new Snapshot(state);
  }

  /**
   * Reads what {@link toBuffer} made, here or on another machine.
   *
   * @throws {EmbeddedError} `EMBEDDED_SNAPSHOT` when it is no snapshot, one of another version, or
   *   damaged; the message names the place.
   */
  static from(bytes: Uint8Array): Snapshot {
    if (!isUint8Array(bytes)) {
      throw new EmbeddedError(
        'EMBEDDED_SNAPSHOT',
        `a snapshot is read from the bytes that toBuffer() made, not from a ${typeof bytes}`,
      );
    }
    return new Snapshot(decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  }

  /** The snapshot as bytes with a version and checksums, to be kept in a file. */
  toBuffer(): Buffer {
    const state = STATES.get(this);
    if (Buffer.isBuffer(state)) return Buffer.from(state);
    return Buffer.concat([...encodeState(stateOf(this), 0)]);
  }
}

/** What a node holds now. */
export function takeSnapshot(node: Node): Snapshot {
  return create(captureNode(node));
}

/** The snapshot of which these are the bytes, which must be right. They are read when it is restored. */
export function snapshotOfBytes(bytes: Buffer): Snapshot {
  return create(bytes);
}

/** @throws {EmbeddedError} when the node lacks something that the snapshot holds. */
export function restoreSnapshot(node: Node, snapshot: Snapshot): void {
  restoreNode(node, stateOf(snapshot), 'EMBEDDED_SNAPSHOT');
}

function stateOf(snapshot: Snapshot): NodeState {
  const kept = STATES.get(snapshot);
  if (kept === undefined) {
    throw new EmbeddedError(
      'EMBEDDED_SNAPSHOT',
      'this is no snapshot: pass what server.snapshot() or Snapshot.from(bytes) returned',
    );
  }
  if (!Buffer.isBuffer(kept)) return kept;
  const state = decode(kept);
  STATES.set(snapshot, state);
  return state;
}

function decode(bytes: Buffer): NodeState {
  const builder = new StateBuilder();
  for (const _ of readState(bufferSource(bytes), 0, builder));
  return builder.toState();
}
