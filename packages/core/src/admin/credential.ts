import { hash } from 'bcryptjs';
import { CREDENTIAL_SALT } from '@aeroform/protocol';

/**
 * What proves a password: its bcrypt hash with the salt that all clients use. Takes some 60 ms of
 * work, in slices between which others run.
 */
export async function passwordCredential(password: string): Promise<Buffer> {
  return Buffer.from(await hash(password, CREDENTIAL_SALT));
}
