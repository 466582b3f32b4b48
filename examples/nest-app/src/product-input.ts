import { z } from 'zod';

/** Body of `POST /products`. */
export const productInput = z.strictObject({
  name: z.string().min(1),
  category: z.string().min(1),
  price: z.int().nonnegative(),
  stock: z.int().nonnegative().default(0),
  tags: z.array(z.string()).default([]),
});
export type ProductInput = z.infer<typeof productInput>;

/** Body of `PUT /products/:id/price`: the version says which state the caller has seen. */
export const priceInput = z.strictObject({
  price: z.int().nonnegative(),
  version: z.int().positive(),
});
export type PriceInput = z.infer<typeof priceInput>;

/** Body of `POST /products/:id/sales`. */
export const saleInput = z.strictObject({ quantity: z.int().positive() });
export type SaleInput = z.infer<typeof saleInput>;
