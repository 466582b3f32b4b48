/**
 * Status with which the official client refuses a command when all connections of a node carry
 * something: it does not wait for one.
 */
export const NO_CONNECTION = -7;

/** Milliseconds until a connection is asked for again. */
export const CONNECTION_PAUSE = 1;
