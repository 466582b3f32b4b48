import { setTimeout as delay } from 'node:timers/promises';
import { Connection, type ServerAddress } from './connection.js';
import { playStep, type StepOutcome } from './play-step.js';
import type { Scenario, Step } from './scenario.js';
import { TaskIds } from './task-ids.js';

/** Longest wait for an answer. */
const PATIENCE_MS = 3_000;
/** After so many answers that did not come, the rest of the scenario is not waited for as long. */
const MAX_SILENCES = 2;
const SHORT_PATIENCE_MS = 300;

/**
 * How long a scenario may wait, in all, for effects of background work that do not show: where the
 * work is not done at all, the wait is not worth repeating with each step that looks for it.
 */
const POLL_MS = 3_000;
const POLL_INTERVAL_MS = 25;

/**
 * Plays a scenario to a server and judges every step, also those behind one that failed.
 *
 * @returns the outcomes of the steps that count: those that are not setup.
 * @throws when the server cannot be reached.
 */
export async function playScenario(
  scenario: Scenario,
  address: ServerAddress,
): Promise<StepOutcome[]> {
  const player = new Player(address);
  const outcomes: StepOutcome[] = [];
  try {
    for (const step of scenario.steps) {
      const outcome = await player.play(step);
      if (!step.setup) outcomes.push(outcome);
    }
  } finally {
    player.close();
  }
  return outcomes;
}

class Player {
  readonly #address: ServerAddress;
  readonly #taskIds = new TaskIds();
  #connection: Connection | undefined;
  #silences = 0;
  #pollMs = POLL_MS;

  constructor(address: ServerAddress) {
    this.#address = address;
  }

  /** Plays a step, again and again if it is one that waits for something. */
  async play(step: Step): Promise<StepOutcome> {
    const started = performance.now();
    for (;;) {
      const outcome = await this.#playOnce(step);
      const elapsed = performance.now() - started;
      if (!step.poll || outcome.differences.length === 0) return outcome;
      if (elapsed > this.#pollMs) {
        this.#pollMs -= elapsed;
        return outcome;
      }
      await delay(POLL_INTERVAL_MS);
    }
  }

  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  async #playOnce(step: Step): Promise<StepOutcome> {
    if (step.fresh) this.close();
    if (step.wait > 0) await delay(step.wait);
    const reused = this.#connection !== undefined;
    let outcome = await this.#send(step);
    // A server may close a connection that was idle: the request counts on the next one.
    if (reused && step.kind !== 'raw' && this.#wasClosedBefore(outcome)) {
      this.close();
      outcome = await this.#send(step);
    }
    if (outcome.state === 'silent' && step.answer.length > 0) this.#silences++;
    if (!this.#isReusable(outcome)) this.close();
    return outcome;
  }

  async #send(step: Step): Promise<StepOutcome> {
    this.#connection ??= await Connection.open(this.#address, PATIENCE_MS);
    const request = step.kind === 'message' ? this.#taskIds.replace(step.request) : step.request;
    const patience = this.#silences < MAX_SILENCES ? PATIENCE_MS : SHORT_PATIENCE_MS;
    return playStep(this.#connection, step, request, patience);
  }

  #wasClosedBefore({ state }: StepOutcome): boolean {
    return state === 'closed' && this.#connection?.byteCount === 0;
  }

  /** Whatever may still come on a connection must not be taken for the next answer. */
  #isReusable({ state, step, differences }: StepOutcome): boolean {
    const kept = !step.fresh && step.connection === undefined && !this.#connection?.closed;
    return kept && state === 'complete' && (step.setup || differences.length === 0);
  }
}
