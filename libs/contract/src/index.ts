/** What server, web, CLI and engine say to each other. */

export * from './application.js';
export * from './audit.js';
export * from './auth.js';
export * from './backup.js';
export * from './destination.js';
export * from './encryption.js';
export * from './error-codes.js';
export * from './integrity.js';
export * from './note-codes.js';
export * from './page.js';
export * from './problem.js';
export * from './restore.js';
export * from './routes.js';
export * from './settings.js';
export * from './status.js';
