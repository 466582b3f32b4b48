import { useEmbedded } from '../support/embedded';
import { applier, putModule } from '../support/udf';

const embedded = useEmbedded();
const info = (command: string): Promise<string> => embedded.client.info(command);
const put = (name: string, source: string): Promise<string> =>
  putModule(embedded.client, name, source);

describe('Lua modules', () => {
  it('are registered, listed, read, replaced and removed', async () => {
    const apply = applier(embedded, 'first', 1);
    expect(await put('first.lua', 'function f(rec) return 1 end\n')).toBe('ok');
    expect(await put('second.lua', 'x = 1')).toBe('ok');
    expect(await apply('f')).toMatchObject({ resultCode: 0, name: 'SUCCESS', value: 1 });
    expect(await put('first.lua', 'function f(rec) return 2 end\n')).toBe('ok');
    expect(await apply('f')).toMatchObject({ resultCode: 0, name: 'SUCCESS', value: 2 });
    const content = 'ZnVuY3Rpb24gZihyZWMpIHJldHVybiAyIGVuZAo=';
    expect(await info('udf-get:filename=first.lua;')).toBe(`type=LUA;content=${content};`);
    expect(await info('udf-remove:filename=second.lua;')).toBe('ok');
    expect(await info('udf-list')).toMatch(/^filename=first\.lua,hash=[0-9a-f]{40},type=LUA;$/);
    expect(await info('udf-remove:filename=first.lua;')).toBe('ok');
    expect(await info('udf-get:filename=first.lua;')).toBe('error=not_found');
    const failure = { resultCode: 100, name: 'FAILURE', value: 'UDF: Execution Error 1' };
    expect(await apply('f')).toMatchObject(failure);
    expect(await info('udf-list')).toBe('');
  });

  it('have the hash that the server computes', async () => {
    await put('wire_tmp.lua', 'function f(rec) return 2 end\n');
    expect(await info('udf-list')).toContain('hash=42cdbb7d92d236e45b6ca2518404485e50fa0ef3');
    await info('udf-remove:filename=wire_tmp.lua');
  });

  const compileError = (file: string, line: number, message: string): string => {
    const encoded = Buffer.from(message).toString('base64');
    return `error=compile_error;file=${file};line=${line};message=${encoded}`;
  };

  it.each([
    [
      'function f(rec) return 1\n',
      compileError('bad.lua', 2, "'end' expected (to close 'function' at line 1) near <eof>"),
    ],
    ['x =', compileError('bad.lua', 1, 'unexpected symbol near <eof>')],
    ['error("top")', compileError('bad.lua', 1, 'top')],
    ['foo.bar()', compileError('bad.lua', 1, "attempt to index a nil value (global 'foo')")],
    ['error({})', compileError('', 0, '(Null error message returned by lua)')],
    ['error("a\\nb", 0)', compileError('', 0, 'a')],
    ['', 'error=invalid_base64_content'],
    ['while true do end', compileError('', 0, 'UDF Execution Timeout')],
  ])('are refused when their body fails: %j', async (source, expected) => {
    expect(await put('bad.lua', source)).toBe(expected);
    expect(await info('udf-list')).toBe('');
  });

  it.each([
    ['udf-put:', 'error=invalid_filename'],
    ['udf-put:filename=x;content=LS0=;content-len=4', 'error=invalid_filename'],
    ['udf-put:filename=.lua;content=LS0=;content-len=4', 'error=invalid_filename'],
    ['udf-put:filename=x.;content=LS0=;content-len=4', 'error=invalid_filename'],
    [`udf-put:filename=${'a'.repeat(130)}.lua`, 'error=invalid_filename'],
    ['udf-put:filename=x.lua;', 'error=invalid_content_len'],
    ['udf-put:filename=x.lua;content=!!!;content-len=3', 'error=invalid_content_len'],
    ['udf-put:filename=x.lua;content=LS0=;content-len=x', 'error=invalid_content_len'],
    ['udf-put:filename=x.lua;content=LS0=;content-len=4;udf-type=JS', 'error=invalid_udf_type'],
    ['udf-put:filename=x.lua;content-len=4', 'error=invalid_content'],
    ['udf-put:filename=x.lua;content=abc;content-len=4', 'error=invalid_content'],
    ['udf-put:filename=x.lua;content=a*cd;content-len=4', 'error=invalid_base64_content'],
    ['udf-get:', 'error=invalid_filename'],
    ['udf-remove:', 'error=invalid_filename'],
    ['udf-clear-cache:', 'ok'],
  ])('answers %s with %s', async (command, expected) => {
    expect(await info(command)).toBe(expected);
  });

  it('find each other through require', async () => {
    await put('helping.lua', 'function helper() return "h" end return { value = "m" }');
    await put(
      'using.lua',
      'local helping = require "helping" function f(rec) return helper() .. helping.value end',
    );
    expect(await applier(embedded, 'using', 1)('f')).toMatchObject({ value: 'hm' });
    expect(await put('lost.lua', 'require "nowhere"')).toContain('compile_error;file=lost.lua');
    await info('udf-remove:filename=helping.lua');
    expect(await applier(embedded, 'using', 1)('f')).toMatchObject({ value: 'hm' });
    expect(await applier(embedded, 'helping', 1)('helper')).toMatchObject({ resultCode: 100 });
  });
});
