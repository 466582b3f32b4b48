import { computeDigest, DIGEST_SIZE } from '@aeroform/protocol';
import { invalidFault } from './fault-effect.js';
import { type FaultCommand, type FaultCondition, RECORD_COMMANDS } from './fault-spec.js';
import type { FaultTarget } from './fault-target.js';

/** Says whether a fault is for a command. */
export type FaultMatcher = (target: FaultTarget) => boolean;

const CONDITIONS: readonly string[] = ['command', 'namespace', 'set', 'userKey', 'digest'];
const COMMANDS: readonly string[] = [...RECORD_COMMANDS, 'batch', 'query', 'info', 'admin'];
const INFO_NAME = 'info:';
/** Commands of a fault that names none. */
const ON_RECORDS: readonly FaultCommand[] = [...RECORD_COMMANDS, 'query'];
const HEX_DIGEST = new RegExp(`^[0-9a-f]{${DIGEST_SIZE * 2}}$`, 'i');

/**
 * Checks a condition and makes it a function.
 *
 * @throws {EmbeddedError} naming what is wrong and what is allowed.
 */
export function parseCondition(condition: FaultCondition): FaultMatcher {
  if (typeof condition !== 'object' || condition === null) {
    throw invalidFault(`when must be an object with ${CONDITIONS.join(', ')}`);
  }
  for (const key of Object.keys(condition)) {
    if (!CONDITIONS.includes(key)) {
      throw invalidFault(`unknown condition "${key}"; known are ${CONDITIONS.join(', ')}`);
    }
  }
  const commands = parseCommands(condition.command);
  const namespace = parseName(condition.namespace, 'namespace');
  const set = parseName(condition.set, 'set');
  const digest = parseDigest(condition);
  checkScope(condition, commands);
  return (target) =>
    matchesCommand(commands, target) &&
    (namespace === undefined || target.namespace === namespace) &&
    // A digest says which record it is; commands may leave the set out.
    (digest === undefined
      ? set === undefined || (target.set ?? '') === set
      : target.digest?.equals(digest) === true);
}

function matchesCommand(commands: readonly string[], target: FaultTarget): boolean {
  if (commands.includes(target.command)) return true;
  if (target.inBatch === true) return commands.includes('batch');
  return target.command.startsWith(INFO_NAME) && commands.includes('info');
}

function parseCommands(input: FaultCondition['command']): readonly FaultCommand[] {
  if (input === undefined) return ON_RECORDS;
  const commands: readonly unknown[] = Array.isArray(input) ? input : [input];
  if (commands.length === 0) throw invalidFault('command must not be an empty list');
  for (const command of commands) {
    if (!isCommand(command)) {
      throw invalidFault(
        `unknown command ${JSON.stringify(command)}; known are ${COMMANDS.join(', ')}, info:<name>`,
      );
    }
  }
  return commands as readonly FaultCommand[];
}

function isCommand(command: unknown): boolean {
  if (typeof command !== 'string') return false;
  if (command.startsWith(INFO_NAME)) return command.length > INFO_NAME.length;
  return COMMANDS.includes(command);
}

/** Names are compared as the bytes that clients send. */
function parseName(name: unknown, what: string): string | undefined {
  if (name === undefined) return undefined;
  if (typeof name !== 'string') throw invalidFault(`${what} must be a string`);
  return Buffer.from(name, 'utf8').toString('latin1');
}

function parseDigest({ set, userKey, digest }: FaultCondition): Buffer | undefined {
  if (digest !== undefined) {
    if (userKey !== undefined) throw invalidFault('give userKey or digest, not both');
    if (typeof digest !== 'string' || !HEX_DIGEST.test(digest)) {
      throw invalidFault(`digest must be ${DIGEST_SIZE * 2} hexadecimal digits`);
    }
    return Buffer.from(digest, 'hex');
  }
  if (userKey === undefined) return undefined;
  if (typeof userKey !== 'string' && !Number.isSafeInteger(userKey)) {
    throw invalidFault(
      'userKey must be a string or a safe integer; for other keys give the digest',
    );
  }
  return computeDigest(set ?? '', userKey);
}

/** Commands that are about no record can't be told apart by one. */
function checkScope(condition: FaultCondition, commands: readonly string[]): void {
  const { namespace, set, userKey, digest } = condition;
  const isScoped = [namespace, set, userKey, digest].some((each) => each !== undefined);
  const unscoped = commands.find((each) => each === 'admin' || each.startsWith('info'));
  if (isScoped && unscoped !== undefined) {
    throw invalidFault(
      `"${unscoped}" has no namespace, set or record: leave them out, or set a fault of its own`,
    );
  }
  const isKeyed = userKey !== undefined || digest !== undefined;
  if (isKeyed && condition.command !== undefined && commands.includes('query')) {
    throw invalidFault('a query is about no single record: leave userKey and digest out');
  }
}
