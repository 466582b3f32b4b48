import { ByteReader } from '../bytes/byte-reader.js';
import { ByteWriter } from '../bytes/byte-writer.js';
import { Privilege } from './admin-command.js';

/** A privilege of a role and where it holds. */
export interface GrantedPrivilege {
  /** One of {@link Privilege}; other numbers are passed on as they are. */
  readonly privilege: number;
  /** Empty for all namespaces. */
  readonly namespace: string;
  /** Empty for all sets of the namespace. */
  readonly set: string;
}

/** True when a privilege can be limited to a namespace and set: its scope is on the wire, then. */
export function hasScope(privilege: number): boolean {
  return privilege >= Privilege.read;
}

/**
 * Data of a field of type `privileges`.
 *
 * @throws {RangeError} when there are more than 255, or a name has more than 255 bytes.
 */
export function encodePrivileges(privileges: readonly GrantedPrivilege[]): Buffer {
  const writer = new ByteWriter();
  writer.u8(checkedSize(privileges.length, 'privileges'));
  for (const { privilege, namespace, set } of privileges) {
    writer.u8(privilege);
    if (!hasScope(privilege)) continue;
    writeShortText(writer, namespace);
    writeShortText(writer, set);
  }
  return writer.toBuffer();
}

/**
 * Reads the data of a field of type `privileges`.
 *
 * @throws {WireError} when the data ends too early.
 */
export function readPrivileges(data: Buffer): GrantedPrivilege[] {
  const reader = new ByteReader(data);
  const count = reader.u8('a count of privileges');
  const privileges: GrantedPrivilege[] = [];
  for (let i = 0; i < count; i++) {
    const privilege = reader.u8('a privilege');
    const scoped = hasScope(privilege);
    const namespace = scoped ? readShortText(reader) : '';
    const set = scoped ? readShortText(reader) : '';
    privileges.push({ privilege, namespace, set });
  }
  return privileges;
}

/**
 * Data of a field of type `roles`.
 *
 * @throws {RangeError} when there are more than 255, or a name has more than 255 bytes.
 */
export function encodeRoleNames(names: readonly string[]): Buffer {
  const writer = new ByteWriter();
  writer.u8(checkedSize(names.length, 'roles'));
  for (const name of names) writeShortText(writer, name);
  return writer.toBuffer();
}

/**
 * Reads the data of a field of type `roles`.
 *
 * @throws {WireError} when the data ends too early.
 */
export function readRoleNames(data: Buffer): string[] {
  const reader = new ByteReader(data);
  const count = reader.u8('a count of roles');
  return Array.from({ length: count }, () => readShortText(reader));
}

function writeShortText(writer: ByteWriter, text: string): void {
  writer.u8(checkedSize(Buffer.byteLength(text), 'bytes of a name'));
  writer.utf8(text);
}

function readShortText(reader: ByteReader): string {
  return reader.utf8(reader.u8('the size of a name'), 'a name');
}

function checkedSize(size: number, what: string): number {
  if (size > 0xff) throw new RangeError(`at most 255 ${what}, found ${size}`);
  return size;
}
