/** Looks once a minute for kept databases whose time is over. */

import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';

import { RestoreUndo } from './restore-undo.js';

const EVERY_MS = 60_000;

@Injectable()
export class UndoExpiry {
  readonly #undo: RestoreUndo;

  constructor(undo: RestoreUndo) {
    this.#undo = undo;
  }

  @Interval(EVERY_MS)
  async check(): Promise<void> {
    await this.#undo.discardExpired();
  }
}
