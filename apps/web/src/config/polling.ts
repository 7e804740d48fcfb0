/** How often the app asks the server again, in milliseconds. */

export const STATUS_INTERVAL_MS = 60_000;
export const RUNNING_INTERVAL_MS = 2_000;
/** Tries while the server cannot be reached. */
export const RECONNECT_INTERVAL_MS = 5_000;
