import {
  AerospikeExceptionFilter,
  AerospikeHealthIndicator,
  AerospikeModule,
} from '@aeroform/nestjs';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { HealthController } from './health.controller';
import { Product } from './product';
import { ProductsController } from './products.controller';
import { ProductsService } from './products.service';

@Module({
  imports: [AerospikeModule.forFeature([Product])],
  controllers: [ProductsController],
  providers: [ProductsService],
})
export class ProductsModule {}

@Module({})
export class AppModule {
  /** @param hosts - the cluster, `host:port`. */
  static forHosts(hosts: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        AerospikeModule.forRootAsync({
          useFactory: () => ({
            hosts,
            namespace: 'test',
            autoLoadEntities: true,
            indexes: { sync: 'create' },
          }),
        }),
        ProductsModule,
      ],
      controllers: [HealthController],
      providers: [
        AerospikeHealthIndicator,
        { provide: APP_FILTER, useClass: AerospikeExceptionFilter },
      ],
    };
  }
}
