import { registrationFrame } from '../families/udf-module.js';
import { firstRecordFrame, removalFrame } from '../generator/batch-frame.js';
import type { Scope } from '../generator/scope.js';
import type { GeneratedRequest } from '../generator/step.js';
import { type ComparableAnswer, comparableAnswer } from './comparable-answer.js';
import type { Peer } from './peer.js';

/** Servers that are asked the same: all of them get every frame. */
export class Stage {
  readonly #peers: readonly Peer[];

  constructor(peers: readonly Peer[]) {
    this.#peers = peers;
  }

  /** What has to be there before the first episode. */
  async prepare(): Promise<void> {
    await this.ask({ frame: registrationFrame(), answer: 'info' });
  }

  /** Clears a scope. A set stays known when its records are gone, so all scopes have a known set. */
  async begin(scope: Scope): Promise<void> {
    await this.ask({ frame: firstRecordFrame(scope), answer: 'record' });
    await this.ask({ frame: removalFrame(scope), answer: 'batch' });
  }

  /** Removes the indexes of a scope. */
  async end(scope: Scope): Promise<void> {
    await Promise.all(this.#peers.map((peer) => removeSindexes(peer, scope)));
  }

  /** The answers of all servers, once the effects of the request are there. */
  async ask(request: GeneratedRequest): Promise<ComparableAnswer[]> {
    const { settle, answer } = request;
    if (settle?.kind === 'clock') await this.#each((peer) => peer.settle(settle));
    const answers = await this.#each((peer) => peer.ask(request));
    const now = Math.floor(Date.now() / 1000);
    if (settle !== undefined) await this.#each((peer) => peer.settle(settle));
    return answers.map((raw) => comparableAnswer(raw, answer, now));
  }

  close(): void {
    for (const peer of this.#peers) peer.close();
  }

  #each<Result>(act: (peer: Peer) => Promise<Result>): Promise<Result[]> {
    return Promise.all(this.#peers.map(act));
  }
}

async function removeSindexes(peer: Peer, scope: Scope): Promise<void> {
  const list = await peer.info('sindex-list:namespace=test');
  for (const [, name] of list.matchAll(/indexname=([^:]*)/g)) {
    if (name?.startsWith(`${scope.set}-`) !== true) continue;
    await peer.info(`sindex-delete:namespace=test;indexname=${name}`);
  }
}
