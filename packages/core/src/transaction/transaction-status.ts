/** How a transaction stands; `verified` is one whose commit has begun and did not get through. */
export type TransactionState = 'open' | 'verified' | 'committed' | 'aborted';

/**
 * What a commit came to. The transaction is committed in all cases; `…_ABANDONED` tells that the client
 * could not tell all servers, which find out by themselves within seconds.
 */
export type CommitStatus =
  /** Everything is done. */
  | 'OK'
  /** It was committed before. */
  | 'ALREADY_COMMITTED'
  /** Some records still show what they were before, until their server finds out. */
  | 'ROLL_FORWARD_ABANDONED'
  /** All records are committed; the transaction's monitor record is left to the server. */
  | 'CLOSE_ABANDONED';

/**
 * What an abort came to. Nothing of the transaction is ever seen in all cases; `…_ABANDONED` tells that
 * the client could not tell all servers, which find out by themselves once the transaction expires.
 */
export type AbortStatus =
  /** Everything is done. */
  | 'OK'
  /** It was aborted before. */
  | 'ALREADY_ABORTED'
  /** Some records stay locked until the transaction expires. */
  | 'ROLL_BACK_ABANDONED'
  /** All records are as before; the transaction's monitor record is left to the server. */
  | 'CLOSE_ABANDONED';
