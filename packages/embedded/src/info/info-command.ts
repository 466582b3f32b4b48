import type { Node } from '../cluster/node.js';
import type { Session } from '../cluster/session.js';
import type { InfoParams } from './info-params.js';

/**
 * Answers one info command.
 *
 * @returns the value behind the tab, as a binary string.
 * @throws {InfoError} for an answer of the form `ERROR:<code>:<text>`.
 */
export type InfoCommand = (node: Node, params: InfoParams, session: Session) => string;

/** Info commands by name. */
export type InfoCommands = Readonly<Record<string, InfoCommand>>;
