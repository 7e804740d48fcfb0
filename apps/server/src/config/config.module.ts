/** Makes the checked configuration available everywhere. */

import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule as NestConfigModule, ConfigService } from '@nestjs/config';

import { SERVER_CONFIG, type ServerConfig } from './server-config.js';

@Module({})
export class ConfigModule {
  static register(config: ServerConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      imports: [
        NestConfigModule.forRoot({
          ignoreEnvFile: true,
          skipProcessEnv: true,
          validatePredefined: false,
          load: [() => ({ server: config })],
        }),
      ],
      providers: [
        {
          provide: SERVER_CONFIG,
          inject: [ConfigService],
          useFactory: (service: ConfigService) => service.getOrThrow<ServerConfig>('server'),
        },
      ],
      exports: [SERVER_CONFIG],
    };
  }
}
