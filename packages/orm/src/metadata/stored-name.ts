import { BinNameError } from '../error/metadata-error.js';
import { BIN_NAME_MAX_BYTES, firstBytes } from './naming.js';

/** Refuses a bin name that no server takes. */
export function checkBinName(name: string, label: string): void {
  if (name === '') throw new BinNameError(label, 'the bin name is empty');
  if (name.includes('\0')) throw new BinNameError(label, 'the bin name has a zero byte');
  const bytes = Buffer.byteLength(name);
  if (bytes <= BIN_NAME_MAX_BYTES) return;
  throw new BinNameError(
    label,
    `bin name '${name}' has ${bytes} bytes, the server allows ${BIN_NAME_MAX_BYTES}; give a shorter one, e.g. @Bin('${firstBytes(name, BIN_NAME_MAX_BYTES)}')`,
  );
}

/** Refuses two properties with one stored name. */
export function checkUnique(names: ReadonlyMap<string, string>, name: string, label: string): void {
  const other = names.get(name);
  if (other === undefined) return;
  throw new BinNameError(
    label,
    `'${name}' is already used by ${other}; give one of them another name`,
  );
}
