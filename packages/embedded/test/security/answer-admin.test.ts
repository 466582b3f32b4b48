import {
  AdminCommand,
  AdminField,
  encodeAdminMessage,
  type MessageField,
  readAdminMessages,
} from '@aeroform/protocol';
import { answerAdmin } from '../../src/security/answer-admin';

function resultCode(body: Buffer): number | undefined {
  return readAdminMessages(answerAdmin(body))[0]?.resultCode;
}
const user = { type: AdminField.user, data: Buffer.from('u') };
const request = (command: number, fields: MessageField[] = [user]): Buffer =>
  encodeAdminMessage({ resultCode: 0, command, fields });

describe('answerAdmin', () => {
  it('tells a user who logs in to go on without: 52', () => {
    expect(resultCode(request(AdminCommand.login))).toBe(52);
    expect(resultCode(request(AdminCommand.authenticate))).toBe(52);
  });

  it.each([
    ['other commands', request(AdminCommand.queryUsers)],
    ['a login without user', request(AdminCommand.login, [])],
    ['a login that is cut short', request(AdminCommand.login).subarray(0, 18)],
    ['nothing', Buffer.alloc(0)],
    ['a message of another kind', Buffer.from([22, 3, 0, 0])],
  ])('answers %s as the Community Edition: 51', (_what, body) => {
    expect(resultCode(body)).toBe(51);
  });
});
