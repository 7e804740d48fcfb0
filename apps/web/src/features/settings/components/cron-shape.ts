/** Five or six fields; whether they mean anything, the server says. */
export const CRON_SHAPE = /^\s*\S+(\s+\S+){4,5}\s*$/;
