import * as core from '../../src/index.js';
import { type Expression, type Operation, type Predicate } from '../../src/index.js';
import { selectByPath } from '../../src/operation/path-operation.js';
import { neededFeatures } from '../../src/server/needed-features.js';
import { rejection, withFakeServer } from '../support/with-client.js';

const { ctx, exp, operations, predicates } = core;

const filter = (filterExpression: Expression): object => ({ policy: { filterExpression } });
const operate = (...list: Operation[]) => ({
  policy: { filterExpression: null },
  operations: list,
});
const where = (predicate: Predicate) => ({ policy: { filterExpression: null }, predicate });

const isTall = exp.gt(exp.loopVarInt(core.LOOP_VAR_VALUE), exp.intVal(5));
const path = selectByPath('doc', core.PATH_SELECT_VALUE, ctx.allChildrenWithFilter(isTall));
const keysIn = selectByPath('doc', core.PATH_SELECT_VALUE, ctx.mapKeysIn(['a']));
const inList = exp.inList(exp.intBin('a'), exp.listVal([1]));

describe('what a server needs for a command', () => {
  it.each([
    ['nothing for what all servers can', operate(operations.read('a'), core.listSize('l')), []],
    ['path operations', operate(path), ['pathExpressions']],
    ['later steps of paths', operate(keysIn), ['pathExpressions', 'pathSelections']],
    ['expressions on members in a filter', filter(inList), ['memberExpressions']],
    [
      'such expressions deep inside others',
      operate(operations.expRead('r', exp.cond(exp.not(inList), exp.intVal(1), exp.intVal(2)))),
      ['memberExpressions'],
    ],
    ['an indexed expression', where(predicates.equals(exp.intBin('a'), 1)), ['expressionIndexes']],
    ['no such thing for an indexed bin', where(predicates.equals('a', 1)), []],
    ['transactions', { policy: { filterExpression: null, txn: {} } }, ['transactions']],
    ['no transactions without one', { policy: { filterExpression: null, txn: null } }, []],
  ])('is %s', (_what, command, expected) => {
    expect(neededFeatures(command as never)).toEqual(expected);
  });

  it('is told when an old server refuses a command on a record, or a query', async () => {
    await withFakeServer(
      async (client) => {
        const key = ['test', 'demo', 1] as const;
        const operated = await rejection(client.operate(key, [path]));
        expect(operated).toMatchObject({
          code: 'PARAMETER',
          key: expect.arrayContaining(['demo']),
        });
        expect(operated.message).toMatch(
          /Node FA11 runs server 8\.0\.0\.9: path operations and path expressions need 8\.1\.1\.$/,
        );
        const get = await rejection(client.get(key, { filterExpression: inList }));
        expect(get.message).toContain('inList, mapKeys and mapValues need 8.1.2.');
        const plain = await rejection(client.get(key));
        expect(plain).toMatchObject({ code: 'PARAMETER' });
        expect(plain.message).not.toContain('runs server');
        const predicate = predicates.equals(exp.intBin('a'), 1);
        const query = await rejection(client.query('test', 'demo').where(predicate).results());
        expect(query.message).toContain('indexes on expressions need 8.1.');
      },
      {
        info: (command) => (command === 'build' ? '8.0.0.9' : undefined),
        onMessage: ({ answer }) => answer({ resultCode: 4 }),
      },
    );
  });
});
