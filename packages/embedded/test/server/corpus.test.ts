import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Info1, Info2, OpType, ParticleType, readMessages } from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { key, messageFrame, op, put } from '../support/wire-client';

/** A frame that once broke the server, and the real server's answer to it. */
interface CorpusEntry {
  readonly broke: string;
  readonly resultCode: number;
  /** Hexadecimal. */
  readonly frame: string;
}

const folder = path.join(__dirname, 'corpus');
const entries = readdirSync(folder).map((file): [string, CorpusEntry] => [
  path.basename(file, '.json'),
  JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as CorpusEntry,
]);

const embedded = useEmbedded();
const read = { info1: Info1.read | Info1.getAll, fields: key(1) };

beforeEach(async () => {
  const ops = [
    put('a', 7),
    op(OpType.write, 'l', Buffer.from('93010203', 'hex'), ParticleType.list),
    op(OpType.write, 's', Buffer.from('a'.repeat(100)), ParticleType.string),
  ];
  await embedded.client.message({ info2: Info2.write, fields: key(1), ops });
});

it.each(entries)('what broke the server is answered: %s', async (_name, entry) => {
  const answer = await embedded.client.exchange(Buffer.from(entry.frame, 'hex'));
  const messages = readMessages(answer?.body as Buffer);
  expect(messages.at(-1)?.header.resultCode).toBe(entry.resultCode);
  const next = await embedded.client.exchange(messageFrame(read));
  expect(readMessages(next?.body as Buffer)[0]?.header.resultCode).toBe(0);
  expect(embedded.server.inspect().internalErrors).toBe(0);
});
