import { keyText } from '../../../error/from-result-code.js';
import { AerospikeTimeoutError } from '../../../error/timeout-error.js';
import { binType } from '../../../expression/bin.js';
import { type ResolvedKey, toRecordKey } from '../../../key/resolve-key.js';
import type { CompleteReadPolicy } from '../../../policy/complete-policy.js';
import type { AerospikeRecord } from '../../../record/record.js';
import type { BinValue } from '../../../value/bin-value.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { CONNECTION_PAUSE, NO_CONNECTION } from '../connection/no-connection.js';
import { fromOfficialError } from '../from-official-error.js';
import { fromRawValue, needsType } from '../from-official-value.js';
import type {
  OfficialBins,
  OfficialError,
  OfficialMeta,
  OfficialOperation,
  OfficialPolicy,
} from '../official-module.js';
import { expressionText, officialReadPolicy } from '../official-policy.js';
import { officialTemplate } from '../operation/operation-codes.js';
import { toOfficialKey } from '../to-official-key.js';
import { toMetadata } from './to-metadata.js';

/** What is read. */
export interface ExactRead {
  /** The method the application called. */
  readonly verb: string;
  readonly key: ResolvedKey;
  /** Null for all. */
  readonly bins: readonly string[] | null;
  readonly policy: CompleteReadPolicy;
}

interface Answer {
  readonly bins: OfficialBins;
  readonly meta: OfficialMeta;
}

type Done = (
  error: OfficialError | null | undefined,
  bins: OfficialBins,
  meta: OfficialMeta,
) => void;

/**
 * Reads a record in two steps where one tells too little: the bins as they are stored, then the types of
 * those that the addon leaves open. Both are of one generation, or are read again.
 */
export function exactRecord(
  connection: NativeConnection,
  read: ExactRead,
): Promise<AerospikeRecord> {
  return connection.during(readExactly(connection, read));
}

async function readExactly(
  connection: NativeConnection,
  read: ExactRead,
): Promise<AerospikeRecord> {
  const { key, policy } = read;
  const deadline = policy.totalTimeout > 0 ? performance.now() + policy.totalTimeout : Infinity;
  const raw: OfficialPolicy = { ...officialReadPolicy(policy), deserialize: false };
  for (;;) {
    const { bins, meta } = await askBins(connection, read, raw);
    const open = Object.keys(bins).filter((name) => needsType(bins[name]));
    const types = open.length === 0 ? undefined : await askTypes(connection, read, raw, open);
    if (types === undefined || types.meta.gen === meta.gen) {
      return {
        key: toRecordKey(key),
        meta: toMetadata(meta),
        bins: decode(bins, open, types?.bins),
      };
    }
    if (performance.now() >= deadline) throw tooBusy(read);
  }
}

function decode(
  bins: OfficialBins,
  open: readonly string[],
  types: OfficialBins | undefined,
): Record<string, BinValue> {
  const decoded = bins as Record<string, BinValue>;
  open.forEach((name, i) => {
    decoded[name] = fromRawValue(bins[name], types?.[aliasOf(i)] as number);
  });
  return decoded;
}

/** Names that no bin of an application has. */
function aliasOf(i: number): string {
  return `\u0001${i}`;
}

function askBins(
  connection: NativeConnection,
  read: ExactRead,
  policy: OfficialPolicy,
): Promise<Answer> {
  const { as_client: commands } = connection.client;
  const key = toOfficialKey(read.key);
  return ask(read, (done) => {
    if (read.bins === null) commands.getAsync(key, policy, done);
    else commands.selectAsync(key, read.bins, policy, done);
  });
}

function askTypes(
  connection: NativeConnection,
  read: ExactRead,
  policy: OfficialPolicy,
  open: readonly string[],
): Promise<Answer> {
  const { op } = officialTemplate(connection.official, 'expressions', 'read');
  const operations = open.map((name, i): OfficialOperation => ({
    op,
    bin: aliasOf(i),
    exp: expressionText(binType(name)),
    flags: 0,
  }));
  const { as_client: commands } = connection.client;
  return ask(read, (done) =>
    commands.operateAsync(toOfficialKey(read.key), operations, undefined, policy, done),
  );
}

function ask({ verb, key, policy }: ExactRead, send: (done: Done) => void): Promise<Answer> {
  const lastTry = performance.now() + (policy.totalTimeout || Infinity);
  return new Promise((resolve, reject) => {
    const attempt = (): void =>
      send((error, bins, meta) => {
        if (error === null || error === undefined) resolve({ bins, meta });
        else if (error.code === NO_CONNECTION && performance.now() < lastTry) {
          setTimeout(attempt, CONNECTION_PAUSE);
        } else reject(fromOfficialError(error, { verb, key: toRecordKey(key), isWrite: false }));
      });
    attempt();
  });
}

function tooBusy({ verb, key, policy }: ExactRead): AerospikeTimeoutError {
  const text = `${verb} of ${keyText(toRecordKey(key))}`;
  return new AerospikeTimeoutError(
    `${text} found no moment without writes to the record within ${policy.totalTimeout} ms.`,
    { key: toRecordKey(key) },
  );
}
