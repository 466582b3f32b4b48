import fc from 'fast-check';
import {
  AdminCommand,
  AdminField,
  encodeAdminMessage,
  readAdminMessages,
  WireError,
} from '@aeroform/protocol';

const u8 = fc.integer({ min: 0, max: 255 });

describe('admin messages', () => {
  it('decode to what they were written from, block after block', () => {
    const field = fc.record({
      type: u8,
      data: fc.uint8Array({ maxLength: 20 }).map((array) => Buffer.from(array)),
    });
    const message = fc.record({
      resultCode: u8,
      command: u8,
      fields: fc.array(field, { maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 4 }), (messages) => {
        expect(readAdminMessages(Buffer.concat(messages.map(encodeAdminMessage)))).toEqual(
          messages,
        );
      }),
    );
  });

  it('are the bytes that the official client sends', () => {
    const body = encodeAdminMessage({
      resultCode: 0,
      command: AdminCommand.dropUser,
      fields: [{ type: AdminField.user, data: Buffer.from('u') }],
    });
    expect(body.toString('hex')).toBe(`00000201${'00'.repeat(12)}000000020075`);
  });

  it('refuse a cut block', () => {
    expect(() => readAdminMessages(Buffer.alloc(15))).toThrow(WireError);
  });
});
