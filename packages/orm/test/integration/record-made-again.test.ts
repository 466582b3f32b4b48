import { Bin, CreatedAt, Entity, FilteredOutError, Id, Version } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity({ set: 'orm_again' })
class Seat {
  @Id() id!: string;
  @Version() version?: number;
  @CreatedAt() createdAt?: Date;
  @Bin({ type: 'string' }) holder?: string;
}

eachServer({ entities: [Seat] }, (running) => {
  const seats = () => running().dataSource.getRepository(Seat);

  /** An entity of version 1, whose record was removed and made again, which is of version 1 too. */
  async function stale(): Promise<Seat> {
    const seat = await seats().insert({ id: freshId(), holder: 'first' });
    await seats().removeById(seat.id);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await seats().insert({ id: seat.id, holder: 'second' });
    return seat;
  }

  test('a record that was removed and made again has the versions of the one before', async () => {
    const seat = await stale();
    seat.holder = 'late';
    await seats().save(seat);
    expect((await seats().findByIdOrFail(seat.id)).holder).toBe('late');
  });

  test('a condition on the date of creation tells the two apart', async () => {
    const seat = await stale();
    const { createdAt } = seat;
    seat.holder = 'late';
    const saving = seats().save(seat, { when: (f) => f.createdAt.eq(createdAt!) });
    await expect(saving).rejects.toThrow(FilteredOutError);
    const found = await seats().findByIdOrFail(seat.id);
    expect(found.holder).toBe('second');
    found.holder = 'third';
    await seats().save(found, { when: (f) => f.createdAt.eq(found.createdAt!) });
    expect((await seats().findByIdOrFail(seat.id)).holder).toBe('third');
  });
});
