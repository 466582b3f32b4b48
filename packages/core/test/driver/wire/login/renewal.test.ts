import { AdminCommand, AdminField, type AdminMessage, ResultCode } from '@aeroform/protocol';
import {
  AdminError,
  type AerospikeClient,
  type AerospikeError,
  createClient,
} from '../../../../src/index.js';
import { answerBatch } from '../../../support/answer-batch.js';
import {
  type FakeAdminAnswer,
  type FakeRequest,
  FakeServer,
} from '../../../support/fake-server.js';
import { rejection } from '../../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;

/** A server with security: it counts logins, and knows the tokens that it gave out. */
class Gate {
  logins = 0;
  authentications = 0;
  refusal = 0;
  /** Seconds; undefined for tokens that do not end. */
  ttl: number | undefined;
  #tokens = new Set<string>();

  readonly answer = (request: AdminMessage): FakeAdminAnswer => {
    if (this.refusal !== 0) return { resultCode: this.refusal };
    if (request.command === AdminCommand.login) return this.#login();
    this.authentications++;
    const token = request.fields.find(({ type }) => type === AdminField.sessionToken)?.data;
    const isKnown = this.#tokens.has(token?.toString() ?? '');
    return { resultCode: isKnown ? ResultCode.OK : ResultCode.EXPIRED_SESSION };
  };

  expireTokens(): void {
    this.#tokens.clear();
  }

  #login(): FakeAdminAnswer {
    const token = `token-${++this.logins}`;
    this.#tokens.add(token);
    const fields = [{ type: AdminField.sessionToken as number, data: Buffer.from(token) }];
    if (this.ttl !== undefined) {
      const data = Buffer.alloc(4);
      data.writeUInt32BE(this.ttl);
      fields.push({ type: AdminField.sessionTtl, data });
    }
    return { resultCode: ResultCode.OK, fields };
  }
}

async function withGate(
  test: (gate: Gate, server: FakeServer, client: AerospikeClient) => Promise<void>,
): Promise<void> {
  const gate = new Gate();
  const server = await FakeServer.start({ admin: gate.answer });
  const login = { user: 'app', password: 'geheim' };
  const client = createClient({ hosts: [server.host], tendInterval: 250, ...login });
  try {
    await test(gate, server, client);
  } finally {
    await client.close();
    await server.stop();
  }
}

async function eventually(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + 4000;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error('it never became true');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a login', () => {
  it('happens once, and other connections show its token', async () => {
    await withGate(async (gate, _server, client) => {
      await client.connect();
      await client.get(KEY);
      await client.infoAll('build');
      expect(gate.logins).toBe(1);
      expect(gate.authentications).toBeGreaterThanOrEqual(2);
    });
  });

  it('is renewed before it ends', async () => {
    await withGate(async (gate, _server, client) => {
      gate.ttl = 1;
      await client.connect();
      await eventually(() => gate.logins >= 3);
      await client.get(KEY);
    });
  });

  it.each([ResultCode.EXPIRED_SESSION, ResultCode.NOT_AUTHENTICATED])(
    'is repeated when a command is answered with %i, which is sent again',
    async (resultCode) => {
      await withGate(async (gate, server, client) => {
        await client.connect();
        await client.get(KEY);
        let refusals = 0;
        server.onMessage = ({ connection, answer, message }) => {
          if (refusals < 1) {
            refusals++;
            answer({ resultCode });
          } else if (message.header.info1 === 0) answer({ generation: connection });
          else answer({ bins: { a: 1 } });
        };
        gate.expireTokens();
        // A write, which otherwise is never sent twice: the server did not carry it out.
        await client.put(KEY, { a: 1 });
        expect(refusals).toBe(1);
        expect(gate.logins).toBe(2);
      });
    },
  );

  it.each([ResultCode.RECORD_EXISTS, ResultCode.GENERATION, ResultCode.TIMEOUT])(
    'that had to be repeated for a write leaves no doubt about it when that is refused with %i',
    async (resultCode) => {
      await withGate(async (gate, server, client) => {
        await client.connect();
        let asked = 0;
        server.onMessage = ({ answer }) => {
          answer({ resultCode: asked++ === 0 ? ResultCode.EXPIRED_SESSION : resultCode });
        };
        gate.expireTokens();
        const error = await rejection<AerospikeError>(client.put(KEY, { a: 1 }));
        const inDoubt = resultCode === ResultCode.TIMEOUT;
        expect(error).toMatchObject({ resultCode, attempts: 2, inDoubt });
      });
    },
  );

  it('is repeated once for all commands on the way', async () => {
    await withGate(async (gate, server, client) => {
      await client.connect();
      await client.get(KEY);
      const held: FakeRequest[] = [];
      server.onMessage = (request) => held.push(request);
      const reads = Array.from({ length: 40 }, (_, i) => client.get(['test', 'demo', i]));
      while (held.length < 40) await new Promise(setImmediate);
      server.onMessage = (request) => request.answer({ bins: { a: 1 } });
      gate.expireTokens();
      for (const request of held) {
        request.answer({ resultCode: ResultCode.EXPIRED_SESSION });
        await new Promise(setImmediate);
      }
      expect(await Promise.all(reads)).toHaveLength(40);
      // Three connections may ask for a token at the same time.
      expect(gate.logins).toBeLessThanOrEqual(4);
    });
  });

  it('is repeated when a batch is refused for want of it', async () => {
    await withGate(async (gate, server, client) => {
      await client.connect();
      await client.infoAll('build');
      let refusals = 0;
      server.onMessage = (request) => {
        if (refusals++ < 1) request.answer({ resultCode: ResultCode.EXPIRED_SESSION, info3: 1 });
        else answerBatch(request.message, request.socket, () => ({ bins: { a: 1 } }));
      };
      gate.expireTokens();
      expect((await client.batchRead([KEY])).foundCount()).toBe(1);
      expect(gate.logins).toBe(2);
    });
  });

  it('that is refused on a later connection is an AdminError of the command', async () => {
    await withGate(async (gate, _server, client) => {
      await client.connect();
      gate.refusal = ResultCode.INVALID_USER;
      const error = await rejection<AdminError>(client.get(KEY));
      expect(error).toBeInstanceOf(AdminError);
      expect(error).toMatchObject({ code: 'INVALID_USER', inDoubt: false });
    });
  });

  it('is refused by servers without security, with what to do', async () => {
    await withGate(async (gate, _server, client) => {
      gate.refusal = ResultCode.SECURITY_NOT_SUPPORTED;
      const error = await rejection<AdminError>(client.connect());
      expect(error).toBeInstanceOf(AdminError);
      expect(error).toMatchObject({ code: 'SECURITY_NOT_SUPPORTED', resultCode: 51 });
      expect(error.message).toContain('connect without user and password');
    });
  });

  it('is not asked for again where security is switched off', async () => {
    await withGate(async (gate, _server, client) => {
      gate.refusal = ResultCode.SECURITY_NOT_ENABLED;
      await client.connect();
      await client.get(KEY);
      expect(gate.authentications).toBe(0);
      expect(client.isConnected()).toBe(true);
    });
  });
});
