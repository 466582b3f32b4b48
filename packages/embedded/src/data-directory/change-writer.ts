import { MsgpackWriter } from '@aeroform/protocol';
import type { KeptPart } from '../part/node-part.js';
import type { Node } from '../cluster/node.js';
import { sealBlock } from '../snapshot/block.js';
import { writeBury, writeClear, writeDelete, writePart, writePut } from '../snapshot/entry.js';
import { encodeNamespacePart, namespacePartName } from '../snapshot/namespace-part.js';
import { captureNode } from '../snapshot/node-state.js';
import { beginBlock, writeParts, writeRecords } from '../snapshot/state-file.js';
import type { StoredRecord } from '../storage/stored-record.js';

/** One change of a record: what is there now, or what was there, or what is left of it. */
interface Change {
  readonly namespace: string;
  readonly before: StoredRecord | undefined;
  readonly after: StoredRecord | undefined;
  readonly tombstone: StoredRecord | undefined;
}

/** Collects what changes in a node, and writes it as blocks of a log. */
export class ChangeWriter {
  readonly #node: Node;
  readonly #parts: readonly (readonly [name: string, part: Omit<KeptPart, 'restore'>])[];
  /** Of each part, as it was written last. */
  readonly #revisions: number[];
  readonly #writer = new MsgpackWriter();
  #changes: Change[] = [];
  #isReplaced = false;

  constructor(node: Node) {
    this.#node = node;
    this.#parts = keptParts(node);
    this.#revisions = this.#parts.map(([, part]) => part.revision);
    for (const [namespace, records] of node.namespaces) {
      records.onChange((before, after, tombstone) => {
        this.#changes.push({ namespace, before, after, tombstone });
      });
    }
  }

  /** Everything was replaced: the next block holds all of it. */
  replaceAll(): void {
    this.#changes = [];
    this.#isReplaced = true;
  }

  /**
   * Hands all changes to `append` as one block, if there are any. When that throws they stay, and go
   * into the next block.
   */
  write(append: (block: Buffer) => void): void {
    const changed = this.#changedParts();
    if (this.#changes.length === 0 && changed.length === 0 && !this.#isReplaced) return;
    const writer = this.#writer;
    beginBlock(writer);
    if (this.#isReplaced) this.#writeAll();
    else this.#writeChanges(changed);
    sealBlock(writer.view());
    append(writer.view());
    this.#changes = [];
    this.#isReplaced = false;
    for (const [index, [, part]] of this.#parts.entries()) this.#revisions[index] = part.revision;
  }

  #changedParts(): readonly number[] {
    let changed: number[] | undefined;
    for (let i = 0; i < this.#parts.length; i++) {
      const [, part] = this.#parts[i] as readonly [string, KeptPart];
      if (part.revision !== this.#revisions[i]) (changed ??= []).push(i);
    }
    return changed ?? NONE;
  }

  #writeChanges(changedParts: readonly number[]): void {
    const writer = this.#writer;
    for (const index of changedParts) {
      const [name, part] = this.#parts[index] as readonly [string, KeptPart];
      writePart(writer, name, part.capture());
    }
    for (const { namespace, before, after, tombstone } of this.#changes) {
      if (after !== undefined) writePut(writer, namespace, after);
      else if (tombstone !== undefined) writeBury(writer, namespace, tombstone);
      else if (before !== undefined) writeDelete(writer, namespace, before.digest);
    }
  }

  #writeAll(): void {
    const writer = this.#writer;
    const state = captureNode(this.#node);
    writeClear(writer);
    writeParts(writer, state);
    for (const [name, { records }] of state.namespaces) {
      for (const _ of writeRecords(writer, name, records));
    }
  }
}

const NONE: readonly number[] = [];

function keptParts(node: Node): (readonly [string, Omit<KeptPart, 'restore'>])[] {
  const namespaces = [...node.namespaces].map(([name, namespace]) => {
    const indexes = node.sindexes(namespace);
    const part = {
      get revision() {
        return namespace.revision + indexes.revision;
      },
      capture: () => encodeNamespacePart(namespace.capture(), indexes.capture()),
    };
    return [namespacePartName(name), part] as const;
  });
  const others = node.parts.flatMap(({ name, kept }) =>
    kept === undefined || kept.endsWithProcess === true ? [] : [[name, kept] as const],
  );
  return [...others, ...namespaces];
}
