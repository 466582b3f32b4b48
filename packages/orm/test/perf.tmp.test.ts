import 'reflect-metadata';
import { Session } from 'node:inspector/promises';
import { writeFileSync } from 'node:fs';
import { Bin, DataSource, Entity, Id, Version } from '../src/index.js';
@Entity('orm_perf')
class P { @Id() id!: string; @Version() v?: number; @Bin({type:'string'}) a!: string; @Bin({type:'int'}) b!: number; @Bin({type:'int'}) c!: number; @Bin({type:'string'}) d!: string; }
jest.setTimeout(60000);
test('perf', async () => {
  const hosts = '127.0.0.1:3200';
  const ds = await new DataSource({ hosts, namespace: 'test' }).initialize();
  const repo = ds.getRepository(P);
  const N = 5000, C = 64;
  const ids = Array.from({length: N}, (_, i) => `p${i}`);
  await repo.saveMany(ids.map((id, b) => repo.create({ id, a: 'x', b, c: 1, d: 'y' })), { ifVersion: 'any' });
  const run = async (f: (i: number) => Promise<unknown>) => { const t = performance.now(); let n = 0; await Promise.all(Array.from({length: C}, async () => { while (n < N) await f(n++); })); return N / (performance.now() - t) * 1000 | 0; };
  const s = new Session(); s.connect(); await s.post('Profiler.enable');
  const out: unknown[] = [];
  for (let round = 0; round < 5; round++) {
    const ents = (await repo.findByIds(ids)) as P[];
    ents.forEach((e) => { e.b++; });
    const get = await run((i) => ds.client.get(['test', 'orm_perf', ids[i]!]));
    const find = await run((i) => repo.findById(ids[i]!));
    if (round === 4) await s.post('Profiler.start');
    const save = await run((i) => repo.save(ents[i]!));
    if (round === 4) { const { profile } = await s.post('Profiler.stop'); const self = new Map<string, number>(); profile.nodes.forEach((n) => { const k = n.callFrame.functionName + ' ' + n.callFrame.url.split('/').slice(-2).join('/') ; self.set(k, (self.get(k) ?? 0) + (n.hitCount ?? 0)); }); writeFileSync('/tmp/prof.txt', [...self].sort((a, b) => b[1] - a[1]).slice(0, 45).map(([k, v]) => v + ' ' + k).join('\n')); }
    const put = await run((i) => ds.client.put(['test', 'orm_perf', ids[i]!], { b: i }, { gen: ents[i]!.v! }));
    out.push({ get, find, put, save, f: find / get, r2: save/put });
  }
  process.stdout.write(JSON.stringify(out, null, 0));
  await repo.truncate();
  await ds.destroy();
});
