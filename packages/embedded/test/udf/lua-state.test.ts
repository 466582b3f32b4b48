import { LuaAbort } from '../../src/udf/engine/lua-abort';
import { LuaState } from '../../src/udf/engine/lua-state';

/** Runs a chunk and returns its result or error as text. */
function run(lua: LuaState, source: string, milliseconds = 1000): { ok: boolean; text: unknown } {
  lua.top = 0;
  const ok = lua.load(source, '@chunk.lua') && lua.call(0, performance.now() + milliseconds);
  return { ok, text: lua.toText(-1) };
}

describe('a Lua state', () => {
  const lua = new LuaState();

  it.each([
    ['return 7 // 2', '3'],
    ['return 2^53', '9.007199254741e+15'],
    ['return math.maxinteger + 1', '-9223372036854775808'],
    ['return #"\xe9\x00x"', '3'],
    ['return select(2, coroutine.resume(coroutine.create(function() return "co" end)))', 'co'],
    [
      'return os.date("!%Y-%m-%d %H:%M:%S %j %a %p", 86400 * 365)',
      '1971-01-01 00:00:00 001 Fri AM',
    ],
    ['return os.date("!%G-W%V %U %W %%", 1609459200)', '2020-W53 00 00 %'],
    [
      'return os.time{year = 2020, month = 14, day = 1, hour = 12} - os.time{year = 2021, month = 2, day = 1, hour = 12}',
      '0',
    ],
  ])('runs Lua 5.4: %s', (source, expected) => {
    expect(run(lua, source)).toEqual({ ok: true, text: expected });
  });

  it('tells where an error is', () => {
    const text = "chunk.lua:2: attempt to index a nil value (local 'x')";
    expect(run(lua, 'local x\nreturn x.y')).toEqual({ ok: false, text });
  });

  it('tells what a chunk lacks that is none', () => {
    const text = "chunk.lua:1: 'end' expected near <eof>";
    expect(run(lua, 'if true then')).toEqual({ ok: false, text });
  });

  it('stops code that runs too long with an error', () => {
    const startedAt = performance.now();
    expect(run(lua, 'while true do end', 20)).toEqual({ ok: false, text: 'UDF Execution Timeout' });
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('has an end to its memory', () => {
    const source = 'local t = {} for i = 1, 1e9 do t[i] = i end';
    expect(run(new LuaState(), source, 20_000)).toEqual({ ok: false, text: 'not enough memory' });
    expect(run(lua, 'return #("x"):rep(1e9)')).toEqual({ ok: false, text: 'not enough memory' });
  });

  it('neither reads files nor runs programs nor prints', () => {
    expect(run(lua, 'return select(2, io.open("/etc/passwd"))').text).toMatch(/^\/etc\/passwd: /);
    expect(run(lua, 'return tostring(os.execute())').text).toBe('false');
    expect(run(lua, 'return tostring(os.getenv("PATH"))').text).toBe('nil');
    expect(run(lua, 'print("unheard") return "still here"').text).toBe('still here');
  });

  it.each([
    [
      'goes on after the time-out error',
      'while true do pcall(function() while true do end end) end',
    ],
    ['wants to end the process', 'os.exit(0)'],
  ])('breaks when code %s', (_what, source) => {
    const victim = new LuaState();
    expect(() => run(victim, source, 20)).toThrow(LuaAbort);
    expect(victim.isBroken).toBe(true);
    expect(lua.isBroken).toBe(false);
  });
});
