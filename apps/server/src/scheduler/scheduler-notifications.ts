/** What people are told about the schedule. */

import type { Notification } from '../notifications/notifications.service.js';

export function runRefused(reason: string): Notification {
  return {
    severity: 'alert',
    subjectEn: 'The scheduled backup was not made',
    subjectZh: '计划备份未执行',
    lines: [
      `Reason: ${reason}`,
      'The next scheduled run is not affected. Make a backup by hand if you need one.',
    ],
  };
}

export function runOverdue(dueAt: Date): Notification {
  return {
    severity: 'alert',
    subjectEn: 'A scheduled backup is overdue',
    subjectZh: '计划备份已逾期',
    lines: [`It was due at ${dueAt.toISOString()}.`, 'Look at the status page and the log of the console.'],
  };
}

export function drillRefused(reason: string): Notification {
  return {
    severity: 'alert',
    subjectEn: 'The scheduled drill was not made',
    subjectZh: '计划的恢复演练未执行',
    lines: [
      `Reason: ${reason}`,
      'The next scheduled drill is not affected. Make one by hand if you need it.',
    ],
  };
}
