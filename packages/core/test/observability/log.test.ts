import {
  droppedLogCount,
  InvalidArgError,
  LOG_LEVEL_DEBUG,
  LOG_LEVEL_OFF,
  LOG_LEVEL_WARN,
  type LogEntry,
  loggerOf,
  setLogger,
  setLogLevel,
} from '../../src/index.js';
import { log } from '../../src/observability/log.js';
import { withFakeServer } from '../support/with-client.js';

const entries: LogEntry[] = [];

beforeEach(() => {
  entries.length = 0;
  setLogger({ log: (entry) => entries.push(entry) });
});

afterEach(() => {
  setLogger(undefined);
  setLogLevel(LOG_LEVEL_WARN);
});

describe('logging', () => {
  it('hands on what is important enough', () => {
    log('warn', 'aerospike.cluster', 'first', { node: 'A' });
    log('info', 'aerospike.cluster', 'second');
    setLogLevel(LOG_LEVEL_DEBUG);
    log('debug', 'aerospike.cluster', 'third');
    setLogLevel(LOG_LEVEL_OFF);
    log('error', 'aerospike.cluster', 'fourth');
    expect(entries).toEqual([
      { level: 'warn', subsystem: 'aerospike.cluster', message: 'first', fields: { node: 'A' } },
      { level: 'debug', subsystem: 'aerospike.cluster', message: 'third', fields: {} },
    ]);
  });

  it('refuses a level that does not exist', () => {
    expect(() => setLogLevel(9 as never)).toThrow(InvalidArgError);
  });

  it('counts what a logger that throws has lost', () => {
    const before = droppedLogCount();
    setLogger({
      log() {
        throw new Error('full');
      },
    });
    log('error', 'aerospike.cluster', 'lost');
    expect(droppedLogCount()).toBe(before + 1);
  });

  it('calls loggers with a method for each level, fields first', () => {
    const target = { warn: jest.fn(), debug: jest.fn() };
    setLogger(loggerOf(target));
    setLogLevel(4);
    log('warn', 'aerospike.cluster', 'careful', { node: 'A' });
    log('trace', 'aerospike.command', 'detail');
    log('info', 'aerospike.command', 'nobody takes this');
    expect(target.warn).toHaveBeenCalledWith(
      { subsystem: 'aerospike.cluster', node: 'A' },
      'careful',
    );
    expect(target.debug).toHaveBeenCalledWith({ subsystem: 'aerospike.command' }, 'detail');
  });

  it('tells of nodes that come and go, and of looks that failed', async () => {
    setLogLevel(LOG_LEVEL_DEBUG);
    await withFakeServer(async (_client, server) => {
      expect(entries).toContainEqual(
        expect.objectContaining({
          level: 'info',
          subsystem: 'aerospike.cluster',
          message: 'node added',
          fields: expect.objectContaining({ node: server.node }),
        }),
      );
      await server.stop();
      while (!entries.some(({ message }) => message === 'node does not answer')) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await server.restart();
    });
  });
});
