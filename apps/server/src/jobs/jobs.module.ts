/** The job queue; it is drained before the server closes. */

import { Global, Inject, Module, type BeforeApplicationShutdown } from '@nestjs/common';

import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { JsonLogger } from '../logging/json-logger.js';
import { InProcessJobQueue } from './in-process-job-queue.js';
import { JOB_QUEUE, type JobQueue } from './job-queue.js';

@Global()
@Module({
  providers: [
    {
      provide: JOB_QUEUE,
      inject: [SERVER_CONFIG, JsonLogger],
      useFactory: (config: ServerConfig, logger: JsonLogger) =>
        new InProcessJobQueue(config.backup.maxParallel, logger),
    },
  ],
  exports: [JOB_QUEUE],
})
export class JobsModule implements BeforeApplicationShutdown {
  readonly #queue: JobQueue;

  constructor(@Inject(JOB_QUEUE) queue: JobQueue) {
    this.#queue = queue;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#queue.drain();
  }
}
