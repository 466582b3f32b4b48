import { latin1Slice } from '@aeroform/protocol';

/** What an empty request asks for. */
const SUMMARY = [
  'features',
  'node',
  'compatibility-id',
  'edition',
  'build_ee_sha',
  'build_sha',
  'build_arch',
  'build_time',
  'build_os',
  'build',
  'version',
  'statistics',
  'services-alumni',
  'services',
  'partition-generation',
];

/**
 * The commands of an info request, as binary strings. A last line without its newline is ignored, and
 * lines are read as C strings, as the server does.
 */
export function infoCommandLines(body: Buffer): string[] {
  if (body.length === 0) return [...SUMMARY];
  const lines = latin1Slice(body).split('\n').slice(0, -1);
  return lines.map((line) => line.split('\0', 1)[0] as string);
}

/** The name of a command, without its parameters. */
export function infoCommandName(command: string): string {
  const end = command.search(/[/:;]/);
  return end < 0 ? command : command.slice(0, end);
}
