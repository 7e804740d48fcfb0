/** Cron expressions of 5 or 6 fields: whether they are valid, and when they fire. */

import { ValidateBy, type ValidationOptions } from 'class-validator';
import { CronTime } from 'cron';

export interface Schedule {
  cron: string;
  timezone: string;
}

export function isCronExpression(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const fields = value.trim().split(/\s+/).length;
  return (fields === 5 || fields === 6) && CronTime.validateCronExpression(value.trim()).valid;
}

/** The first instant after `after` at which the schedule fires. */
export function nextRunAfter(schedule: Schedule, after: Date): Date {
  const time = new CronTime(schedule.cron, schedule.timezone);
  return new Date(time.getNextDateFrom(after, schedule.timezone).toMillis());
}

export function IsCronExpression(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isCronExpression',
      validator: {
        validate: isCronExpression,
        defaultMessage: () =>
          'must be a cron expression of 5 or 6 fields, such as "0 2 * * *" for 02:00 every day',
      },
    },
    options,
  );
}
