import { deflateSync } from 'node:zlib';
import { encodeCompressedBody, encodeFrame, Info2, ProtoType } from '@aeroform/protocol';
import { operations } from '../../../../src/index.js';
import { answerFrame } from '../../../support/fake-server.js';
import { withFakeServer } from '../../../support/with-client.js';

const SIZE = 96 * 1024 * 1024;

it('A write whose long answer is being inflated is not sent again for want of an answer', async () => {
  const frame = answerFrame({ bins: { n: 1, text: 'x'.repeat(SIZE) } });
  const body = encodeCompressedBody(frame.length, deflateSync(frame, { level: 1 }));
  let received = 0;
  await withFakeServer(
    async (client) => {
      const policy = { socketTimeout: 30, totalTimeout: 20_000, maxRetries: 0 };
      const given = [operations.increment('n', 1), operations.read('text')];
      const key = ['test', 'demo', 'k'] as const;
      const { bins } = await client.operate(key, given, null, policy);
      expect((bins['text'] as string).length).toBe(SIZE);
      expect(received).toBe(1);
    },
    {
      onMessage: ({ message, socket }) => {
        expect(message.header.info2 & Info2.write).toBe(Info2.write);
        received++;
        socket.write(encodeFrame(ProtoType.compressed, body));
      },
    },
  );
});
