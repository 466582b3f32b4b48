import { keepShape } from '../../../engine/keep-shape.js';
import type { RecordCommand } from '../../driver.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { unsupported } from '../unsupported.js';
import { ApplyCall } from './apply-call.js';
import { GetCall } from './get-call.js';
import { HeaderCall } from './header-call.js';
import { OperateCall } from './operate-call.js';
import { OrderedCall } from './ordered-call.js';
import { PutCall } from './put-call.js';
import { RemoveCall } from './remove-call.js';

/** Carries out a command on one record. */
export function runCall(connection: NativeConnection, command: RecordCommand): Promise<unknown> {
  if (command.kind === 'announce') return Promise.reject(unsupported('transaction'));
  return CALLS[command.kind](connection, command as never).run();
}

type Kind = Exclude<RecordCommand['kind'], 'announce'>;

const CALLS: {
  readonly [K in Kind]: (
    connection: NativeConnection,
    command: Extract<RecordCommand, { kind: K }>,
  ) => { run(): Promise<unknown> };
} = {
  get: (connection, command) => new GetCall(connection, command),
  header: (connection, command) => new HeaderCall(connection, command),
  put: (connection, command) => new PutCall(connection, command),
  remove: (connection, command) => new RemoveCall(connection, command),
  operate: (connection, command) => new OperateCall(connection, command),
  operateOrdered: (connection, command) => new OrderedCall(connection, command),
  apply: (connection, command) => new ApplyCall(connection, command),
};

for (const make of Object.values(CALLS)) keepShape(make(undefined as never, undefined as never));
