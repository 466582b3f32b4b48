import { RecordDraft } from '../../src/command/record-draft';
import { storedSize } from '../../src/storage/record-size';

const metadata = {
  digest: Buffer.alloc(20),
  set: 's',
  userKey: undefined,
  generation: 1,
  voidTime: 0,
  lastUpdateTime: 0,
};
const record = { ...metadata, bins: [{ name: 'a', value: 'x'.repeat(200) }] };

it('While a record is written its size is that of the stored record', () => {
  const draft = RecordDraft.toWrite(metadata, record.bins, 0, record);
  draft.put('b', 'y'.repeat(2000));
  expect(draft.recordSize()).toBe(storedSize(record));
});

it('A record that is being created has the size of one block', () => {
  const draft = RecordDraft.toWrite(metadata, [], 0, undefined);
  draft.put('b', 'y'.repeat(2000));
  expect(draft.recordSize()).toBe(16);
});

it('A record that is read has its own size', () => {
  expect(new RecordDraft(metadata, record.bins, 0).recordSize()).toBe(storedSize(record));
});
