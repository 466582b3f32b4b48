import { Bin, Entity, Id } from '@aeroform/orm';

@Entity({ set: 'nest-cats' })
export class Cat {
  @Id() id!: string;
  @Bin() name!: string;
}
