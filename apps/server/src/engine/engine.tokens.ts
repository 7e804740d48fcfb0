/** Nest tokens of what the engine gives and needs. */

export const ENGINE = Symbol('ENGINE');
export const CLOCK = Symbol('CLOCK');
