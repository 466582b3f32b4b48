import {
  createClient,
  EXP_TYPE_INT,
  exp,
  type Host,
  MAP_RETURN_VALUE,
  operations,
} from '@aeroform/core';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using client = await createClient({ hosts }).connect();
  const key = ['test', 'users', 'ada'] as const;
  await client.put(key, { name: 'Ada', age: 36, stock: { apples: 4 } });

  // #region filter
  const adult = exp.and(
    exp.ge(exp.intBin('age'), exp.intVal(18)),
    exp.not(exp.eq(exp.stringBin('name'), exp.stringVal(''))),
  );
  const { bins } = await client.get(key, { filterExpression: adult });
  // #endregion

  // #region compute
  const apples = exp.mapGetByKey(
    MAP_RETURN_VALUE,
    EXP_TYPE_INT,
    exp.stringVal('apples'),
    exp.mapBin('stock'),
  );
  const computed = await client.operate(key, [
    operations.expWrite('older', exp.numAdd(exp.intBin('age'), exp.intVal(1))),
    operations.expRead('apples', apples), // the result has a name of its own
    operations.read('older'),
  ]);
  // #endregion

  // #region control
  const price = exp.let(
    exp.def('n', apples),
    exp.cond(
      exp.gt(exp.var<'int'>('n'), exp.intVal(3)),
      exp.numMul(exp.var<'int'>('n'), exp.intVal(2)),
      exp.intVal(0),
    ),
  );
  // #endregion

  // #region exchange
  const text = exp.toBase64(adult); // for info commands, other clients, configuration
  const again = exp.fromBase64(text);
  const printed = exp.toText(again); // for logs
  // #endregion

  const { bins: priced } = await client.operate(key, [operations.expRead('price', price)]);
  return [bins['age'], computed.bins, priced, printed];
}

export const expected = [
  36,
  { apples: 4, older: 37 },
  { price: 8 },
  'and(ge(intBin("age"), 18), not(eq(stringBin("name"), "")))',
];
