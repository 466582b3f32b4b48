import { AerospikeHealthIndicator, type AerospikeHealthResult } from '@aeroform/nestjs';
import { Controller, Get } from '@nestjs/common';

@Controller('health')
export class HealthController {
  constructor(private readonly aerospike: AerospikeHealthIndicator) {}

  @Get()
  check(): Promise<AerospikeHealthResult<'aerospike'>> {
    return this.aerospike.pingCheck('aerospike');
  }
}
