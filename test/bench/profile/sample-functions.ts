import { readdirSync, readFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector';
import os from 'node:os';

/** A function with the time that it took itself, without those that it called; microseconds. */
export interface FunctionTime {
  readonly name: string;
  /** Of its script; empty for native code. */
  readonly url: string;
  readonly line: number;
  readonly microseconds: number;
}

/** Microseconds between two looks at what runs. */
const INTERVAL = 200;

/** Does something and looks every now and then which function of the main thread is at work. */
export async function sampleFunctions<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly functions: readonly FunctionTime[] }> {
  const session = new Session();
  session.connect();
  try {
    await post(session, 'Profiler.enable');
    await post(session, 'Profiler.setSamplingInterval', { interval: INTERVAL });
    await post(session, 'Profiler.start');
    hurrySampler();
    const result = await work();
    const { profile } = await post<Profiler.StopReturnType>(session, 'Profiler.stop');
    return { result, functions: addUp(profile) };
  } finally {
    session.disconnect();
  }
}

/**
 * The thread that looks would get a core when the main thread leaves one, and so find it in the functions
 * that wait. With a high priority it looks when it is time to. That needs rights; without them, samples of
 * a machine that has no core to spare show too little JavaScript.
 */
function hurrySampler(): void {
  for (const thread of readdirSync('/proc/self/task')) {
    if (!readFileSync(`/proc/self/task/${thread}/comm`, 'latin1').startsWith('v8:Prof')) continue;
    try {
      os.setPriority(Number(thread), os.constants.priority.PRIORITY_HIGHEST);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SYSTEM_ERROR') throw error;
    }
  }
}

function post<T>(session: Session, method: string, parameters: object = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    session.post(method, parameters, (error, result) => {
      if (error === null) resolve(result as T);
      else reject(error);
    });
  });
}

function addUp({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): FunctionTime[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const functions = new Map<string, FunctionTime>();
  for (const [i, id] of samples.entries()) {
    const { functionName: name, url, lineNumber } = frames.get(id)!;
    const key = `${name} ${url} ${lineNumber}`;
    const before = functions.get(key)?.microseconds ?? 0;
    // It was at work until the next look.
    const microseconds = before + (timeDeltas[i + 1] ?? 0);
    functions.set(key, { name, url, line: lineNumber + 1, microseconds });
  }
  return [...functions.values()];
}
