import {
  decodeParticle,
  encodeWireValue,
  FieldType,
  Info2,
  type Message,
  type MessageField,
  WireList,
  type WireValue,
  wireValueFactory,
} from '@aeroform/protocol';
import { field } from './query-message';
import { key, type RequestParts, text, type WireClient } from './wire-client';

/** Registers a module and returns the server's answer. */
export function putModule(client: WireClient, filename: string, source: string): Promise<string> {
  const content = Buffer.from(source, 'latin1').toString('base64');
  const size = content.length;
  return client.info(
    `udf-put:filename=${filename};content=${content};content-len=${size};udf-type=LUA;`,
  );
}

/** The fields that name a function and hold its arguments. */
export function udfFields(
  module: string,
  functionName: string,
  args: readonly WireValue[] = [],
): MessageField[] {
  return [
    text(FieldType.udfModule, module),
    text(FieldType.udfFunction, functionName),
    field(FieldType.udfArguments, encodeWireValue(new WireList([...args]))),
  ];
}

export interface UdfAnswer {
  readonly resultCode: number;
  readonly generation: number;
  readonly voidTime: number;
  /** Name of the bin: SUCCESS or FAILURE; undefined when there is none. */
  readonly name: string | undefined;
  readonly value: WireValue | undefined;
}

/** What an answer says, its bin decoded. */
export function readUdfAnswer({ header, ops: [op] }: Message): UdfAnswer {
  const { resultCode, generation, recordTtl: voidTime } = header;
  if (op === undefined) {
    return { resultCode, generation, voidTime, name: undefined, value: undefined };
  }
  const { value: data, particleType } = op;
  const value = decodeParticle(wireValueFactory, particleType, data, 0, data.length);
  return { resultCode, generation, voidTime, name: op.name.toString('latin1'), value };
}

/** Applies functions of a module to the record of a byte. */
export function applier(connected: { readonly client: WireClient }, module: string, byte: number) {
  return async (
    functionName: string,
    args: readonly WireValue[] = [],
    { fields = [], ...parts }: RequestParts = {},
  ): Promise<UdfAnswer> =>
    readUdfAnswer(
      await connected.client.message({
        info2: Info2.write,
        ...parts,
        fields: [...key(byte), ...udfFields(module, functionName, args), ...fields],
      }),
    );
}
