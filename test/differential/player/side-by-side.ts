import type { Scope } from '../generator/scope.js';
import type { GeneratedRequest } from '../generator/step.js';
import { type ComparableAnswer, differingLine } from './comparable-answer.js';
import type { Peer } from './peer.js';
import { type ProgramStep, requestOf } from './program.js';
import { Stage } from './stage.js';

/** A step that the two servers answered differently. */
export interface Disagreement {
  /** Index of the step in what was played. */
  readonly at: number;
  readonly request: GeneratedRequest;
  readonly expected: ComparableAnswer;
  readonly actual: ComparableAnswer;
  readonly line: number;
}

/** The real server and embedded, asked the same. */
export class SideBySide extends Stage {
  constructor(real: Peer, embedded: Peer) {
    super([real, embedded]);
  }

  /** Plays steps, from a scope without records, until the answers differ. */
  async play(
    steps: readonly ProgramStep[],
    scope: Scope,
    onStep: (step: ProgramStep) => void = () => undefined,
  ): Promise<Disagreement | undefined> {
    await this.begin(scope);
    try {
      for (const [at, step] of steps.entries()) {
        const request = requestOf(step, scope);
        onStep(step);
        const [expected, actual] = (await this.ask(request)) as [
          ComparableAnswer,
          ComparableAnswer,
        ];
        const line = differingLine(expected, actual);
        if (line !== undefined) return { at, request, expected, actual, line };
      }
      return undefined;
    } finally {
      await this.end(scope);
    }
  }
}
