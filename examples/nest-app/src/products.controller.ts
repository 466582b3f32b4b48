import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  ParseIntPipe,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import type { Product } from './product';
import {
  type PriceInput,
  priceInput,
  type ProductInput,
  productInput,
  type SaleInput,
  saleInput,
} from './product-input';
import { ProductsService } from './products.service';
import { ZodBodyPipe } from './zod-body.pipe';

@Controller('products')
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  @Post()
  create(@Body(new ZodBodyPipe(productInput)) input: ProductInput): Promise<Product> {
    return this.products.create(input);
  }

  @Get(':id')
  find(@Param('id') id: string): Promise<Product> {
    return this.products.find(id);
  }

  @Get()
  findAffordable(
    @Query('category') category: string,
    @Query('maxPrice', ParseIntPipe) maxPrice: number,
  ): Promise<Product[]> {
    return this.products.findAffordable(category, maxPrice);
  }

  @Put(':id/price')
  reprice(
    @Param('id') id: string,
    @Body(new ZodBodyPipe(priceInput)) input: PriceInput,
  ): Promise<Product> {
    return this.products.reprice(id, input);
  }

  @Post(':id/sales')
  sell(
    @Param('id') id: string,
    @Body(new ZodBodyPipe(saleInput)) { quantity }: SaleInput,
  ): Promise<{ stock: number }> {
    return this.products.sell(id, quantity);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id') id: string): Promise<void> {
    if (!(await this.products.remove(id))) throw new NotFoundException();
  }
}
