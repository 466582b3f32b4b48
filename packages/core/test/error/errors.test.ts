import { ResultCode } from '@aeroform/protocol';
import * as core from '../../src/index.js';
import {
  AerospikeError,
  AerospikeTimeoutError,
  errorFromResultCode,
  InvalidArgError,
  isRetryableResultCode,
  RecordError,
  RecordNotFound,
  resultCodeName,
  ServerError,
} from '../../src/index.js';
import { RESULT_CODE_TABLE } from '../../src/error/result-code-table.js';

/** Each class with what it is also an instance of. */
const TREE: Readonly<Record<string, readonly string[]>> = {
  ClientError: [],
  BackpressureError: ['ClientError'],
  UnsupportedByDriverError: ['ClientError'],
  ClusterError: [],
  AerospikeTimeoutError: [],
  InvalidArgError: [],
  ServerError: [],
  AerospikeIndexError: ['ServerError'],
  IndexNotFound: ['AerospikeIndexError', 'ServerError'],
  IndexFoundError: ['AerospikeIndexError', 'ServerError'],
  QueryError: ['ServerError'],
  QueryAbortedError: ['QueryError', 'ServerError'],
  AdminError: ['ServerError'],
  UDFError: ['ServerError'],
  TransactionError: ['ServerError'],
  RecordError: [],
  RecordNotFound: ['RecordError'],
  RecordGenerationError: ['RecordError'],
  RecordExistsError: ['RecordError'],
  RecordTooBig: ['RecordError'],
  FilteredOut: ['RecordError'],
  BinNotFound: ['RecordError'],
  BinExistsError: ['RecordError'],
  BinTypeError: ['RecordError'],
  BinNameError: ['RecordError'],
  ElementNotFoundError: ['RecordError'],
  ElementExistsError: ['RecordError'],
};

const exported = { ...core } as unknown as Readonly<Record<string, typeof AerospikeError>>;

function classOf(name: string): typeof AerospikeError {
  return exported[name] as typeof AerospikeError;
}

describe('the classes of errors', () => {
  it.each(Object.entries(TREE))('%s descends from %p', (name, parents) => {
    const error = new (classOf(name))('text');
    expect(error.name).toBe(name);
    const ancestors = ['AerospikeError', name, ...parents];
    for (const other of ['AerospikeError', ...Object.keys(TREE)]) {
      expect([other, error instanceof classOf(other)]).toEqual([other, ancestors.includes(other)]);
    }
    expect(error).toBeInstanceOf(Error);
  });

  it('are the same across two copies of the package', () => {
    jest.isolateModules(() => {
      const copy = jest.requireActual<typeof core>('../../src/index.js');
      expect(copy.RecordNotFound).not.toBe(RecordNotFound);
      const error = new copy.RecordNotFound('text');
      expect(error instanceof RecordNotFound).toBe(true);
      expect(error instanceof RecordError).toBe(true);
      expect(error instanceof ServerError).toBe(false);
    });
  });

  it('do not take their relatives for classes that an application derives', () => {
    class UserNotFound extends RecordNotFound {}
    expect(new UserNotFound('text') instanceof UserNotFound).toBe(true);
    expect(new UserNotFound('text') instanceof RecordNotFound).toBe(true);
    expect(new RecordNotFound('text') instanceof UserNotFound).toBe(false);
  });

  it.each([null, undefined, 'text', {}, new Error('other')])('do not hold %p', (value) => {
    expect((value as unknown) instanceof AerospikeError).toBe(false);
  });
});

describe('an error', () => {
  it('carries what is known', () => {
    const cause = new Error('socket closed');
    const key = ['test', 'users', 'u1'] as const;
    const error = new AerospikeTimeoutError('too late', {
      inDoubt: true,
      key,
      node: 'BB9',
      attempts: 3,
      cause,
    });
    expect(error).toMatchObject({
      code: 'TIMEOUT',
      resultCode: core.CLIENT_SIDE_RESULT_CODE,
      inDoubt: true,
      isRetryable: true,
      key,
      node: 'BB9',
      attempts: 3,
      cause,
    });
  });

  it('has no fields for what is not known', () => {
    const fields = Object.keys(new InvalidArgError('text'));
    expect(fields).toEqual(['code', 'resultCode', 'inDoubt', 'isRetryable']);
  });
});

describe('the error of a result code', () => {
  it('exists for every code of the protocol', () => {
    const codes = Object.values(ResultCode).filter((code) => code !== ResultCode.OK);
    expect(Object.keys(RESULT_CODE_TABLE).map(Number)).toEqual([...codes].sort((a, b) => a - b));
  });

  it.each([
    [2, 'RecordNotFound', 'RECORD_NOT_FOUND', false],
    [3, 'RecordGenerationError', 'GENERATION', false],
    [4, 'ServerError', 'PARAMETER', false],
    [5, 'RecordExistsError', 'RECORD_EXISTS', false],
    [6, 'BinExistsError', 'BIN_EXISTS', false],
    [9, 'AerospikeTimeoutError', 'TIMEOUT', true],
    [12, 'BinTypeError', 'BIN_TYPE', false],
    [13, 'RecordTooBig', 'RECORD_TOO_BIG', false],
    [14, 'ServerError', 'KEY_BUSY', true],
    [15, 'QueryAbortedError', 'SCAN_ABORTED', true],
    [17, 'BinNotFound', 'BIN_NOT_FOUND', false],
    [18, 'ServerError', 'DEVICE_OVERLOAD', true],
    [21, 'BinNameError', 'BIN_NAME', false],
    [23, 'ElementNotFoundError', 'ELEMENT_NOT_FOUND', false],
    [24, 'ElementExistsError', 'ELEMENT_EXISTS', false],
    [27, 'FilteredOut', 'FILTERED_OUT', false],
    [80, 'AdminError', 'NOT_AUTHENTICATED', false],
    [100, 'UDFError', 'UDF_ERROR', false],
    [120, 'TransactionError', 'TRANSACTION_BLOCKED', true],
    [200, 'IndexFoundError', 'INDEX_FOUND', false],
    [201, 'IndexNotFound', 'INDEX_NOT_FOUND', false],
    [210, 'QueryAbortedError', 'QUERY_ABORTED', true],
    [212, 'AerospikeTimeoutError', 'QUERY_TIMEOUT', true],
  ])('%i is %s %s', (resultCode, name, code, isRetryable) => {
    const error = errorFromResultCode(resultCode);
    expect(error.name).toBe(name);
    expect(error).toMatchObject({ resultCode, code, isRetryable });
    expect(resultCodeName(resultCode)).toBe(code);
    expect(isRetryableResultCode(resultCode)).toBe(isRetryable);
  });

  it('is a ServerError for codes that are not known', () => {
    expect(errorFromResultCode(222)).toMatchObject({
      name: 'ServerError',
      code: 'RESULT_CODE_222',
    });
  });

  it('names command, key, node, doubt and remedy', () => {
    const key = ['test', 'users', null, Buffer.from([0xab])] as const;
    const error = errorFromResultCode(14, {
      command: 'put',
      detail: 'queue full',
      key,
      node: 'BB9',
      inDoubt: true,
    });
    expect(error.message).toBe(
      'put: too many commands on one record at once (hot key): queue full (KEY_BUSY 14, key ' +
        'test:users:digest 0xab, node BB9, in doubt: the write may have happened). Remedy: retry ' +
        'later, or spread the load over several records.',
    );
    expect(error).toMatchObject({ key, node: 'BB9', inDoubt: true });
  });

  it.each([
    ['u1', 'test:users:u1'],
    [5n, 'test:users:5'],
    [Buffer.from([1, 2]), 'test:users:0x0102'],
  ])('shows the user key %p', (userKey, text) => {
    const error = errorFromResultCode(2, { key: ['test', 'users', userKey] });
    expect(error.message).toContain(`key ${text})`);
  });

  it('has the names of aerospike-py for its numbers', () => {
    expect(core.AEROSPIKE_ERR_RECORD_NOT_FOUND).toBe(ResultCode.RECORD_NOT_FOUND);
    expect(core.AEROSPIKE_ERR_KEY_BUSY).toBe(ResultCode.KEY_BUSY);
    expect(core.AEROSPIKE_ERR_INDEX_NOT_FOUND).toBe(ResultCode.INDEX_NOT_FOUND);
  });
});

describe('a refused argument', () => {
  const refuse = (value: unknown): InvalidArgError => {
    try {
      core.listGet('l', value as number);
    } catch (error) {
      return error as InvalidArgError;
    }
    throw new Error('expected a refusal');
  };

  it.each([
    ['x'.repeat(60), `the string "${'x'.repeat(40)}…"`],
    [1.5, 'the number 1.5'],
    [5n, 'the bigint 5n'],
    [true, 'true'],
    [undefined, 'undefined'],
    [null, 'null'],
    [[1, 2], 'an array of 2'],
    [{ a: 1 }, 'a plain object'],
    [new Map(), 'a Map'],
    [new Error('x'), 'an Error'],
    [Symbol('s'), 'a symbol'],
    [() => 1, 'a function'],
  ])('shows what was given: %p', (given, text) => {
    const error = refuse(given);
    expect(error.message).toBe(`listGet(index) must be an integer; got ${text}`);
    expect(error).toMatchObject({ argument: 'listGet(index)', code: 'INVALID_ARGUMENT' });
  });
});

describe('the remedy of an error', () => {
  it('is known by itself, and ends the message', () => {
    const error = errorFromResultCode(3);
    expect(error.remedy).toBe('read it again, apply the change again, write again');
    expect(error.message).toMatch(/\. Remedy: read it again, .* write again\.$/);
    expect(errorFromResultCode(3, { remedy: 'another one' }).remedy).toBe('another one');
  });

  it('is absent where there is none', () => {
    expect('remedy' in errorFromResultCode(2)).toBe(false);
  });
});
