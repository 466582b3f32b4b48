import type { EventEmitter } from 'node:events';

/** What npm `aerospike` (6.7.1) is used for here; its own types do not compile under strict settings. */
export interface OfficialModule {
  client(config: OfficialConfig): OfficialClient;
  /** Takes text, too: a number becomes text at first. */
  readonly Double: new (value: number | string) => object;
  readonly GeoJSON: new (json: string) => object;
  readonly HyperLogLog: new (bytes: Buffer) => object;
  /** Makes sketches come as objects of their own class rather than as bytes; for the whole process. */
  wrapHLL(enable: boolean): void;
  /** For what belongs to no client; for the whole process. */
  setDefaultLogging(settings: { readonly level: number }): void;
  readonly log: { readonly OFF: number };
  readonly operations: OfficialBuilders;
  readonly lists: OfficialBuilders;
  readonly maps: OfficialBuilders;
  readonly bitwise: OfficialBuilders;
  readonly hll: OfficialBuilders;
  readonly exp: { readonly operations: OfficialBuilders };
  readonly filter: Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;
}

/** Functions that make operations. */
export type OfficialBuilders = Readonly<
  Record<string, ((...given: readonly unknown[]) => OfficialOperation) | undefined>
>;

/** Keys may be plain objects: their class only checks what was checked already. */
export interface OfficialKey {
  readonly ns: string;
  readonly set: string;
  readonly key?: string | number | bigint | Buffer | null;
  /** Filled in by the addon, too. */
  digest: Buffer | null;
}

export interface OfficialMeta {
  readonly gen?: number;
  /** Of records, −1 for never. */
  readonly ttl?: number;
}

/** A value as the addon takes it. */
export type OfficialInput = unknown;
/** A value as the addon gives it. */
export type OfficialOutput = unknown;
export type OfficialBins = Readonly<Record<string, OfficialOutput>>;

export interface OfficialRecord {
  readonly key: OfficialKey;
  readonly bins: OfficialBins;
  readonly ttl: number;
  readonly gen: number;
}

/** What a call fails with: of the addon, and (with a stack) of the JavaScript around it. */
export interface OfficialError {
  /** Status: a result code of the server, or negative. */
  readonly code: number;
  readonly message: string;
  readonly inDoubt: boolean;
}

/** A policy with a value in every field that counts: what is missing has the defaults of the addon. */
export type OfficialPolicy = Readonly<Record<string, unknown>>;

/** One operation: its code and parameters by name. */
export type OfficialOperation = Readonly<Record<string, unknown>> & { readonly op: number };

type RecordCallback = (
  error: OfficialError | null | undefined,
  bins: OfficialBins,
  meta: OfficialMeta,
) => void;
type ValueCallback = (error: OfficialError | null | undefined, value: OfficialOutput) => void;

/**
 * The commands of the addon itself. The public methods around them wrap each in a class instance, a
 * closure and a copy of its arguments, and lose nothing else.
 */
export interface OfficialCommands {
  getAsync(key: OfficialKey, policy: OfficialPolicy | undefined, callback: RecordCallback): void;
  selectAsync(
    key: OfficialKey,
    bins: readonly string[],
    policy: OfficialPolicy | undefined,
    callback: RecordCallback,
  ): void;
  existsAsync(key: OfficialKey, policy: OfficialPolicy | undefined, callback: RecordCallback): void;
  putAsync(
    key: OfficialKey,
    bins: Readonly<Record<string, OfficialInput>>,
    meta: OfficialMeta | undefined,
    policy: OfficialPolicy | undefined,
    callback: ValueCallback,
  ): void;
  removeAsync(key: OfficialKey, policy: OfficialPolicy | undefined, callback: ValueCallback): void;
  operateAsync(
    key: OfficialKey,
    operations: readonly OfficialOperation[],
    meta: OfficialMeta | undefined,
    policy: OfficialPolicy | undefined,
    callback: RecordCallback,
  ): void;
  applyAsync(
    key: OfficialKey,
    udf: {
      readonly module: string;
      readonly funcname: string;
      readonly args: readonly OfficialInput[];
    },
    policy: OfficialPolicy | undefined,
    callback: ValueCallback,
  ): void;
}

export interface OfficialNodeStats {
  readonly name: string;
  readonly asyncConnections: { readonly inPool: number; readonly inUse: number };
  readonly syncConnections: { readonly inPool: number; readonly inUse: number };
}

export interface OfficialClient extends EventEmitter {
  readonly as_client: OfficialCommands;
  connect(): Promise<OfficialClient>;
  /** Never with commands under way: the process would crash. */
  close(releaseEventLoop?: boolean): void;
  isConnected(checkTenderErrors?: boolean): boolean;
  getNodes(): readonly { readonly name: string; readonly address: string }[];
  stats(): { readonly nodes: readonly OfficialNodeStats[] };
  infoNode(
    request: string,
    node: { readonly name: string },
    policy?: OfficialPolicy,
  ): Promise<string | null>;
}

/** What a client is made of. Times in milliseconds, but for `maxSocketIdle`. */
export interface OfficialConfig {
  readonly hosts: readonly {
    readonly addr: string;
    readonly port: number;
    readonly tls?: string;
  }[];
  readonly policies: Readonly<Record<string, OfficialPolicy>>;
  readonly [key: string]: unknown;
}
