import type { Expression } from '../expression/expression.js';

/** What every command takes. Times are in milliseconds, and 0 means no limit. */
export interface BasePolicy {
  /** Longest silence on the connection in one attempt. Default 30000. */
  readonly socketTimeout?: number;
  /** Longest time for the whole command, retries included. Default 1000; queries 0. */
  readonly totalTimeout?: number;
  /**
   * Further attempts after the first. Default 2; writes 0, since they may happen twice. What could not be
   * sent at all has two further attempts in any case: it cannot have happened.
   */
  readonly maxRetries?: number;
  /** Pause before each further attempt. Default 0. */
  readonly sleepBetweenRetries?: number;
  /**
   * How long a connection that was silent when its command timed out is kept, to be used again if the
   * late answer comes by then. Default 0: closes it.
   */
  readonly timeoutDelay?: number;
  /**
   * Sends large commands compressed, and asks for compressed answers (Enterprise). Default false: on
   * fast networks it costs more time than it saves.
   */
  readonly compress?: boolean;
  /** The command only acts on records for which this is true; others fail with `FilteredOut`. */
  readonly filterExpression?: Expression<'bool'>;
  /** Cancels the command. */
  readonly signal?: AbortSignal;
}
