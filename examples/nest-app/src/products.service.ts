import { InjectRepository } from '@aeroform/nestjs';
import type { Repository } from '@aeroform/orm';
import { Injectable } from '@nestjs/common';
import { Product } from './product';
import type { PriceInput, ProductInput } from './product-input';

@Injectable()
export class ProductsService {
  constructor(@InjectRepository(Product) private readonly products: Repository<Product>) {}

  create(input: ProductInput): Promise<Product> {
    return this.products.insert(input);
  }

  find(id: string): Promise<Product> {
    return this.products.findByIdOrFail(id);
  }

  findAffordable(category: string, maxPrice: number): Promise<Product[]> {
    return this.products
      .query()
      .where((product) => product.category.eq(category).and(product.price.lte(maxPrice)))
      .orderBy('price')
      .limit(100)
      .all();
  }

  /** Fails with a conflict when somebody else changed the product since the caller read it. */
  async reprice(id: string, { price, version }: PriceInput): Promise<Product> {
    await this.products.update(id, { price }, { ifVersion: version });
    return this.products.findByIdOrFail(id);
  }

  /** Takes `quantity` from the stock in one atomic step, if there is enough. */
  async sell(id: string, quantity: number): Promise<{ stock: number }> {
    const { stock } = await this.products.operate(
      id,
      (product) => ({ stock: product.stock.dec(quantity) }),
      { when: (product) => product.stock.gte(quantity) },
    );
    return { stock };
  }

  async remove(id: string): Promise<boolean> {
    return this.products.removeById(id);
  }
}
