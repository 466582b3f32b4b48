import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes the names of new files in a directory durable, on systems that can do that. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
