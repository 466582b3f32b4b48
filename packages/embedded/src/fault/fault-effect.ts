import { ResultCode } from '@aeroform/protocol';
import { EmbeddedError } from '../error/embedded-error.js';
import type { Fault, FaultKind, FaultName } from './fault-spec.js';

/** A fault with all names resolved. */
export interface FaultEffect {
  readonly kind:
    | 'delay'
    | 'result'
    | 'timeout'
    | 'reset'
    | 'hang'
    | 'half-answer'
    | 'garbage-answer';
  /** Of a delay. */
  readonly ms: number;
  /** Of a result. */
  readonly resultCode: number;
  /** The command is run before it fails. */
  readonly applied: boolean;
}

/** Longest delay: what a timer can hold. */
const MAX_DELAY = 2 ** 31 - 1;
const MAX_RESULT_CODE = 255;

const NONE = { ms: 0, resultCode: 0, applied: false };

/** Every kind: what it takes besides its name, and what it does. */
const KINDS: {
  readonly [K in FaultKind]: {
    readonly takes: readonly string[];
    readonly effect: (fault: Extract<Fault, { kind: K }>) => FaultEffect;
  };
} = {
  delay: {
    takes: ['ms'],
    effect: ({ ms }) => ({ ...NONE, kind: 'delay', ms: parseDelay(ms) }),
  },
  timeout: {
    takes: ['applied'],
    effect: ({ applied }) => ({ ...NONE, kind: 'timeout', applied: parseApplied(applied) }),
  },
  reset: {
    takes: ['applied'],
    effect: ({ applied }) => ({ ...NONE, kind: 'reset', applied: parseApplied(applied) }),
  },
  result: {
    takes: ['code', 'applied'],
    effect: ({ code, applied }) => ({
      ...result(parseResultCode(code)),
      applied: parseApplied(applied),
    }),
  },
  'partition-unavailable': {
    takes: [],
    effect: () => result(ResultCode.PARTITION_UNAVAILABLE),
  },
  'key-busy': { takes: [], effect: () => result(ResultCode.KEY_BUSY) },
  'device-overload': { takes: [], effect: () => result(ResultCode.DEVICE_OVERLOAD) },
  hang: { takes: [], effect: () => ({ ...NONE, kind: 'hang' }) },
  'half-answer': { takes: [], effect: () => ({ ...NONE, kind: 'half-answer', applied: true }) },
  'garbage-answer': {
    takes: [],
    effect: () => ({ ...NONE, kind: 'garbage-answer', applied: true }),
  },
};

function result(resultCode: number): FaultEffect {
  return { ...NONE, kind: 'result', resultCode };
}

/**
 * Checks and resolves what a fault does.
 *
 * @throws {EmbeddedError} naming what is wrong and what is allowed.
 */
export function parseFault(input: Fault | FaultName): FaultEffect {
  const fault: { readonly kind?: unknown } =
    typeof input === 'string' ? { kind: input } : (input ?? {});
  const { kind } = fault;
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind)) {
    const known = Object.keys(KINDS).join(', ');
    throw invalidFault(`unknown kind ${JSON.stringify(kind) ?? 'undefined'}; known are ${known}`);
  }
  // The table is right for each kind; TypeScript can't tell which one it is.
  const { takes, effect } = KINDS[kind as FaultKind] as (typeof KINDS)['delay'];
  for (const key of Object.keys(fault)) {
    if (key === 'kind' || takes.includes(key)) continue;
    const allowed = takes.length === 0 ? 'nothing' : takes.join(' and ');
    throw invalidFault(`"${kind}" takes ${allowed}, not "${key}"`);
  }
  return effect(fault as Extract<Fault, { kind: 'delay' }>);
}

function parseDelay(ms: unknown): number {
  if (!Number.isInteger(ms) || (ms as number) < 0 || (ms as number) > MAX_DELAY) {
    throw invalidFault(`ms must be an integer from 0 to ${MAX_DELAY}`);
  }
  return ms as number;
}

function parseApplied(applied: unknown): boolean {
  if (applied !== undefined && typeof applied !== 'boolean') {
    throw invalidFault('applied must be true or false');
  }
  return applied === true;
}

function parseResultCode(code: unknown): number {
  if (typeof code === 'string' && code !== 'OK' && Object.hasOwn(ResultCode, code)) {
    return ResultCode[code as keyof typeof ResultCode];
  }
  if (Number.isInteger(code) && (code as number) >= 1 && (code as number) <= MAX_RESULT_CODE) {
    return code as number;
  }
  const names = Object.keys(ResultCode).filter((name) => name !== 'OK');
  throw invalidFault(
    `code must be an integer from 1 to ${MAX_RESULT_CODE} or one of ${names.join(', ')}`,
  );
}

/** An error in the description of a fault. */
export function invalidFault(message: string): EmbeddedError {
  return new EmbeddedError('EMBEDDED_FAULT', `fault: ${message}`);
}
