import {
  AdminCommand,
  AdminField,
  type AdminMessage,
  encodeAdminMessage,
  encodeFrame,
  encodePrivileges,
  encodeRoleNames,
  type GrantedPrivilege,
  type MessageField,
  ProtoType,
  readAdminMessages,
  ResultCode,
} from '@aeroform/protocol';
import { hashSync } from 'bcryptjs';
import { WireClient } from './wire-client';

const SALT = '$2a$10$7EqJtq98hPqEX7fNZaFWoO';
const hashes = new Map<string, string>();

/** A password as clients send it. */
export function hashed(password: string): string {
  let hash = hashes.get(password);
  if (hash === undefined) {
    hash = hashSync(password, SALT);
    hashes.set(password, hash);
  }
  return hash;
}

export function adminField(type: AdminField, value: string | Buffer | number): MessageField {
  if (typeof value === 'number') {
    const data = Buffer.alloc(4);
    data.writeUInt32BE(value);
    return { type, data };
  }
  return { type, data: Buffer.from(value) };
}

export const field = {
  user: (name: string) => adminField(AdminField.user, name),
  password: (password: string) => adminField(AdminField.password, hashed(password)),
  oldPassword: (password: string) => adminField(AdminField.oldPassword, hashed(password)),
  credential: (password: string) => adminField(AdminField.credential, hashed(password)),
  token: (token: Buffer) => adminField(AdminField.sessionToken, token),
  roles: (...names: string[]) => adminField(AdminField.roles, encodeRoleNames(names)),
  role: (name: string) => adminField(AdminField.role, name),
  privileges: (...privileges: (readonly [privilege: number, namespace?: string, set?: string])[]) =>
    adminField(AdminField.privileges, encodePrivileges(privileges.map(toPrivilege))),
  allowlist: (text: string) => adminField(AdminField.allowlist, text),
  readQuota: (quota: number) => adminField(AdminField.readQuota, quota),
  writeQuota: (quota: number) => adminField(AdminField.writeQuota, quota),
} as const;

function toPrivilege([privilege, namespace = '', set = '']: readonly [
  privilege: number,
  namespace?: string,
  set?: string,
]): GrantedPrivilege {
  return { privilege, namespace, set };
}

/** A connection that also speaks the security protocol. */
export class AdminClient {
  readonly wire: WireClient;

  constructor(wire: WireClient) {
    this.wire = wire;
  }

  /** Connects without logging in. */
  static async connect(port: number): Promise<AdminClient> {
    return new AdminClient(await WireClient.connect(port));
  }

  /** Connects and logs in. */
  static async login(port: number, user = 'admin', password = 'admin'): Promise<AdminClient> {
    const client = await AdminClient.connect(port);
    const code = await client.code('login', field.user(user), field.credential(password));
    if (code !== ResultCode.OK) throw new Error(`the login answered ${code}`);
    return client;
  }

  /** Sends a command and returns the first block of the answer. */
  async send(command: keyof typeof AdminCommand, ...fields: MessageField[]): Promise<AdminMessage> {
    const first = await this.exchange(
      encodeAdminMessage({ resultCode: 0, command: AdminCommand[command], fields }),
    );
    const isList = command === 'queryUsers' || command === 'queryRoles';
    if (isList && first.resultCode === ResultCode.OK) await this.#restOfList();
    return first;
  }

  /** Sends a body and returns the first block of the answer. */
  async exchange(body: Buffer): Promise<AdminMessage> {
    const frame = await this.wire.exchange(encodeFrame(ProtoType.admin, body));
    if (frame?.type !== ProtoType.admin) throw new Error('no answer of the security protocol');
    return readAdminMessages(frame.body)[0] as AdminMessage;
  }

  async code(command: keyof typeof AdminCommand, ...fields: MessageField[]): Promise<number> {
    return (await this.send(command, ...fields)).resultCode;
  }

  /** Sends a query and returns the blocks in front of the one that ends the list. */
  async list(
    command: 'queryUsers' | 'queryRoles',
    ...fields: MessageField[]
  ): Promise<{ blocks: AdminMessage[]; end: number; frames: number }> {
    const body = encodeAdminMessage({ resultCode: 0, command: AdminCommand[command], fields });
    this.wire.socket.write(encodeFrame(ProtoType.admin, body));
    return this.#restOfList();
  }

  async #restOfList(): Promise<{ blocks: AdminMessage[]; end: number; frames: number }> {
    const blocks: AdminMessage[] = [];
    for (let frames = 1; ; frames++) {
      const frame = await this.wire.frame();
      if (frame === undefined) throw new Error('the connection was closed');
      for (const block of readAdminMessages(frame.body)) {
        if (block.resultCode !== 0) return { blocks, end: block.resultCode, frames };
        blocks.push(block);
      }
    }
  }

  close(): void {
    this.wire.close();
  }
}

/** Data of a field of a block. */
export function dataOf(message: AdminMessage | undefined, type: AdminField): Buffer | undefined {
  return message?.fields.find((each) => each.type === type)?.data;
}
